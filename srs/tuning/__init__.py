"""From the log to better presets: parameters that fit a learner, how well they predict, and what a plan asks for."""
