//! Rule files: formats, schedules and tests.
