export { decimalMoney, decimalsOf, figure, minor, money, percent, signed } from "./figures.ts";
export { clock, day, dayInWords, daysBetween, instantOf, month, time } from "./times.ts";
