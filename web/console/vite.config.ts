import { defineConfig } from "vite";
import { page } from "../tools/vite.js";

export default defineConfig(page("console", "/console/"));
