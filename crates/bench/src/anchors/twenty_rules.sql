with named as (
  select column0 as member, column1 as paid_at, column2 as amount, column3 as store, column4 as channel,
         cast(column5 as varchar) as sku1, column6 as cat1, column7 as amt1,
         cast(column8 as varchar) as sku2, column9 as cat2, column10 as amt2,
         cast(column11 as varchar) as sku3, column12 as cat3, column13 as amt3,
         (column1 + 28800000000) // 86400000000 as day,
         ((column1 + 28800000000) // 3600000000) % 24 as hour
  from orders),
facts as (
  select *,
         (case when cat1 <> 'tobacco' then amt1 else 0 end) + (case when cat2 <> 'tobacco' then amt2 else 0 end)
           + (case when cat3 <> 'tobacco' then amt3 else 0 end) as selected,
         (case when cat1 = 'tea' then amt1 else 0 end) + (case when cat2 = 'tea' then amt2 else 0 end)
           + (case when cat3 = 'tea' then amt3 else 0 end) as tea,
         (case when cat1 = 'cups' then amt1 else 0 end) + (case when cat2 = 'cups' then amt2 else 0 end)
           + (case when cat3 = 'cups' then amt3 else 0 end) as cups,
         (case when cat1 = 'fresh' then amt1 else 0 end) + (case when cat2 = 'fresh' then amt2 else 0 end)
           + (case when cat3 = 'fresh' then amt3 else 0 end) as fresh,
         (case when sku1 like '69%' then amt1 else 0 end) + (case when sku2 like '69%' then amt2 else 0 end)
           + (case when sku3 like '69%' then amt3 else 0 end) as own,
         date '1970-01-01' + cast(day as integer) as date,
         (day + 3) % 7 + 1 as weekday,
         case when channel <> 'staff' then amount // 100 else 0 end as growth
  from named),
history as (
  select *,
         row_number() over of_member - 1 as orders,
         coalesce(sum(amount) over (of_member rows between unbounded preceding and 1 preceding), 0) as spend,
         coalesce(sum(growth) over (of_member rows between unbounded preceding and 1 preceding), 0) as grown,
         greatest(0, least(selected, 500000 - coalesce(sum(selected) over (
           partition by member, day order by paid_at rows between unbounded preceding and 1 preceding), 0))) as counted
  from facts
  window of_member as (partition by member order by paid_at)),
points as (
  select
    10 * counted
      + case when weekday in (6, 7) then 10 * tea else 0 end
      + case when amount >= 10000 then 5 * cups else 0 end
      + case when store in ('sh-001', 'sh-002', 'sh-003', 'sh-014') then 5 * fresh else 0 end
      + 2 * own as by_rate,
    greatest(
      case when grown >= 20000 then 15 when grown >= 5000 then 12 else 10 end,
      case when extract(day from date) = 8 then 20 else 10 end,
      case when date between date '2023-11-01' and date '2023-11-11' and channel in ('app', 'web')
        then 30 else 10 end) as factor,
    case when orders = 0 and amount >= 5000 then 100 else 0 end
      + case when orders = 2 then 50 else 0 end
      + case when hour in (7, 8) and channel = 'pos' then 5 else 0 end
      + case when hour >= 21 and channel = 'app' then 8 else 0 end
      + case when amount >= 30000 then 30 else 0 end
      + case when amount >= 80000 then 120 else 0 end
      + case when store = 'sh-021' and orders < 10 then 20 else 0 end
      + case when orders >= 50 and spend >= 500000 and channel <> 'staff' then 3 else 0 end as fixed
  from history)
select count(*), cast(sum((by_rate * factor + fixed * 10000) // 10000) as bigint) from points
