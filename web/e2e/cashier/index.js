// The tasks of a cashier, each on what the one before left.
import { approved } from "./approved.js";
import { away } from "./away.js";
import { fit } from "./fit.js";
import { hands } from "./hands.js";
import { selling } from "./selling.js";

export const tasks = { ...selling, ...away, ...approved, ...hands, ...fit };
