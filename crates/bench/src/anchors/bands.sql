with daily as (
  select greatest(0, least(column2, 500000 - coalesce(sum(column2) over (
           partition by column0, (column1 + 28800000000) // 86400000000 order by column1
           rows between unbounded preceding and 1 preceding), 0))) as counted
  from orders)
select count(*),
       cast(sum(counted * case when counted < 10000 then 10 when counted < 50000 then 12 else 15 end // 100) as bigint)
from daily
