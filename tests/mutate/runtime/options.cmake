# Read by the project of a mutated tree (tests/mutate/tree.py): every file can be its mutants.
add_compile_options(-O1 -w -Wno-narrowing -include "${CMAKE_CURRENT_LIST_DIR}/mutant.hpp")
