# sluice_proto(<target> <file.proto>…): a static library of the generated code. Files are named from
# the top of the tree, so that includes read "events/v1/event.pb.h". (CMake 3.25's protobuf_generate
# insists on the current folder as root.)
function(sluice_proto target)
  set(gen "${PROJECT_BINARY_DIR}/gen")
  file(MAKE_DIRECTORY "${gen}")
  set(sources)
  foreach(proto IN LISTS ARGN)
    string(REGEX REPLACE "\\.proto$" "" stem "${proto}")
    add_custom_command(OUTPUT "${gen}/${stem}.pb.cc" "${gen}/${stem}.pb.h"
      COMMAND protobuf::protoc -I "${PROJECT_SOURCE_DIR}" --cpp_out "${gen}" "${proto}"
      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" DEPENDS "${PROJECT_SOURCE_DIR}/${proto}" VERBATIM)
    list(APPEND sources "${gen}/${stem}.pb.cc")
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} SYSTEM PUBLIC "${gen}")
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf)
  target_compile_options(${target} PRIVATE -w)
  # Each of the files has the same inner names.
  set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "" UNITY_BUILD OFF)
endfunction()
