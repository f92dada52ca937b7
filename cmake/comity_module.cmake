# comity_module(NAME names DEPENDS base model LINKS dep::icu [PUBLIC_LINKS …] [TEST_LINKS …]
#               [TEST_SHARDS 3])
#
# One static library from src/NAME/*.cpp, and one test executable NAME_test from src/NAME/*_test.cpp.
# A module sees only the headers of what it depends on: each module's headers are reached through a
# folder of its own (build/include/NAME/NAME -> src/NAME), never through src/ as a whole.
# A main.cpp is left to the module's own CMakeLists.txt.
function(comity_module)
  cmake_parse_arguments(M "" "NAME;TEST_SHARDS" "DEPENDS;LINKS;PUBLIC_LINKS;TEST_LINKS" ${ARGN})
  set(source ${CMAKE_SOURCE_DIR}/src/${M_NAME})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    return()
  endif()

  set(door ${CMAKE_BINARY_DIR}/include/${M_NAME})
  file(MAKE_DIRECTORY ${door})
  file(CREATE_LINK ${source} ${door}/${M_NAME} SYMBOLIC)

  add_library(comity_${M_NAME} STATIC ${sources})
  target_include_directories(comity_${M_NAME} PUBLIC ${door})
  foreach(dependency ${M_DEPENDS})
    target_link_libraries(comity_${M_NAME} PUBLIC comity_${dependency})
  endforeach()
  target_link_libraries(comity_${M_NAME} PUBLIC ${M_PUBLIC_LINKS} PRIVATE ${M_LINKS})
  if(M_NAME IN_LIST COMITY_UNOPTIMISED)
    target_compile_options(comity_${M_NAME} PRIVATE -O0)
    comity_precompiled(comity_${M_NAME} comity_unoptimised_pch)
  else()
    comity_precompiled(comity_${M_NAME} comity_pch)
  endif()

  if(COMITY_TESTS AND tests)
    add_executable(${M_NAME}_test ${tests})
    target_link_libraries(${M_NAME}_test PRIVATE comity_${M_NAME} ${M_LINKS} ${M_TEST_LINKS})
    comity_test_program(${M_NAME}_test)
    comity_test(NAME ${M_NAME} COMMAND ${M_NAME}_test LABEL unit SHARDS ${M_TEST_SHARDS})
  endif()
endfunction()
