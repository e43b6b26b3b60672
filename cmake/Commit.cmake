cmake_minimum_required(VERSION 3.25)
# Which commit is being built: "1a2b3c4", "1a2b3c4-dirty", or nothing outside a git tree.
# cmake -D FILE=commit.hpp -D TREE=… -P Commit.cmake
find_program(GIT_EXECUTABLE git)
set(commit "")
if(GIT_EXECUTABLE)
  execute_process(COMMAND "${GIT_EXECUTABLE}" describe --always --dirty --exclude=*
    WORKING_DIRECTORY "${TREE}" OUTPUT_VARIABLE commit
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
file(CONFIGURE OUTPUT "${FILE}" CONTENT "#define SLUICE_COMMIT \"@commit@\"\n" @ONLY)
