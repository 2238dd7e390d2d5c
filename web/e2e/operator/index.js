// What those do who run the shop from the console: in this order, each on what the one before left.
import { books } from "./books.js";
import { fit } from "./fit.js";
import { members } from "./members.js";
import { program } from "./program.js";
import { returns } from "./returns.js";
import { secondFactor } from "./second-factor.js";
import { signingIn } from "./signing-in.js";

export const tasks = { ...signingIn, ...secondFactor, ...members, ...returns, ...program, ...books, ...fit };
