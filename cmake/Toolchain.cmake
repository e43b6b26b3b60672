# What every own target is compiled with. ccache and mold are used when found, never required.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(SLUICE_SANITIZE "" CACHE STRING "sanitizers, e.g. address,undefined or thread")
set(SLUICE_WERROR AUTO CACHE STRING
    "warnings are errors: ON, OFF or AUTO, which is ON with the compilers that the gate runs")

find_program(CCACHE_EXECUTABLE ccache)
if(CCACHE_EXECUTABLE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without this sloppiness ccache counts every user of a precompiled header as uncacheable.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
      "${CCACHE_EXECUTABLE}")
endif()
include(CheckLinkerFlag)
check_linker_flag(CXX "-fuse-ld=mold" SLUICE_HAVE_MOLD)
if(SLUICE_HAVE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(sluice_flags INTERFACE)
target_compile_options(sluice_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wswitch-enum -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside std::string and std::variant of its own library at -O2.
  target_compile_options(sluice_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
  # It collects its garbage from 400 MB on, not from 128: a twelfth of the time of large files.
  target_compile_options(sluice_flags INTERFACE --param=ggc-min-heapsize=400000)
endif()
# These are mistakes with any compiler: an enumerator that nobody weighs, a result that nobody looks
# at.
target_compile_options(sluice_flags INTERFACE -Werror=switch -Werror=switch-enum
  -Werror=return-type -Werror=unused-result)
# Others warn of other things: what is new to a compiler that nobody here has is no reason not to
# build.
set(warnings_are_errors ${SLUICE_WERROR})
if(SLUICE_WERROR STREQUAL "AUTO")
  string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
  set(warnings_are_errors OFF)
  if(PROJECT_IS_TOP_LEVEL AND NOT SLUICE_SANITIZE AND
     "${CMAKE_CXX_COMPILER_ID}-${major}" MATCHES "^(GNU-12|GNU-14|Clang-19)$")
    set(warnings_are_errors ON)
  endif()
endif()
if(warnings_are_errors)
  target_compile_options(sluice_flags INTERFACE -Werror)
endif()
if(SLUICE_SANITIZE)
  target_compile_options(sluice_flags INTERFACE -fsanitize=${SLUICE_SANITIZE}
    -fno-omit-frame-pointer -fno-sanitize-recover=all -g1 -O1)
  target_link_options(sluice_flags INTERFACE -fsanitize=${SLUICE_SANITIZE})
  # It calls CAF's mailbox wrong, which casts its sentinel, and, where a test leaves no descriptor,
  # sound objects too: it looks through a pipe whether it may read them.
  target_compile_options(sluice_flags INTERFACE -fno-sanitize=vptr)
endif()
target_include_directories(sluice_flags INTERFACE "${PROJECT_SOURCE_DIR}")

# Sixteen files are compiled as one where the preset says so: headers and templates are most of the
# work, and they are read and made once. The presets dev, clang and tidy read every file by itself:
# there a header is missed that only a neighbour brought along.
if(CMAKE_UNITY_BUILD)
  # Both speak of what each file of such a bundle sees of its neighbours' insides.
  target_compile_options(sluice_flags INTERFACE -Wno-shadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(sluice_flags INTERFACE -Wno-subobject-linkage)
    # The compiler inlines less in a large unit: without this an order costs 5 % more instructions.
    target_compile_options(sluice_flags INTERFACE --param=large-unit-insns=200000)
  endif()
endif()

# by_itself(<file>…): files whose inner names are the same as their neighbours', with reason.
function(by_itself)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# seldom_run(<library>…): what nothing waits for while payments run is optimised less, which takes a
# third off its time to compile.
function(seldom_run)
  if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
    foreach(library IN LISTS ARGN)
      target_compile_options(${library} PRIVATE -O1)
    endforeach()
  endif()
endfunction()

# sluice_library(<name> SOURCES … LINK …): every own library has the same flags.
function(sluice_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  target_link_libraries(${name} PUBLIC sluice_flags ${A_LINK})
endfunction()
