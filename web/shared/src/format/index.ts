export { currencyInWords, decimalMoney, decimalsOf, figure, minor, money, percent, plain, signed } from "./figures.ts";
export { birthdayInWords, clock, day, dayInWords, daysBetween, instantOf, month, time, zoneInWords } from "./times.ts";
