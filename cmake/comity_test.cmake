# comity_test(NAME store COMMAND store_test [args…] LABEL unit [SECONDS 300] [SHARDS 3] [SERIAL])
#
# A test of ctest. Labels: unit, stories, real (needs the documents of COMITY_DATA), e2e (browser),
# fuzz. GoogleTest writes the cases to build/…/results/NAME.xml, where tests/run counts them. With
# SHARDS the cases are dealt out to as many processes, NAME-1, NAME-2 …, which start before others:
# the longest test would else keep one processor busy at the end, and leave the others idle.
function(comity_test)
  cmake_parse_arguments(T "SERIAL" "NAME;LABEL;SECONDS;SHARDS" "COMMAND" ${ARGN})
  if(NOT T_SECONDS)
    set(T_SECONDS 1500)
  endif()
  if(NOT T_SHARDS)
    comity_add_test(${T_NAME})
    return()
  endif()
  foreach(number RANGE 1 ${T_SHARDS})
    math(EXPR index "${number} - 1")
    comity_add_test(${T_NAME}-${number} "GTEST_TOTAL_SHARDS=${T_SHARDS}"
                    "GTEST_SHARD_INDEX=${index}")
    set_tests_properties(${T_NAME}-${number} PROPERTIES COST 100)
  endforeach()
endfunction()

# What comity_test() was told, under a name and with more of an environment.
macro(comity_add_test name)
  add_test(NAME ${name} COMMAND ${T_COMMAND} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set(environment "GTEST_OUTPUT=xml:${CMAKE_BINARY_DIR}/results/${name}.xml"
                  "UBSAN_OPTIONS=print_stacktrace=1" "COMITY_BUILD=${CMAKE_BINARY_DIR}" ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS ${T_LABEL} TIMEOUT ${T_SECONDS}
                                          RUN_SERIAL ${T_SERIAL} ENVIRONMENT "${environment}")
endmacro()

# comity_test_program(golden_test): what every program of tests is built with. Not optimised as what
# it tests is: it does not ship, and compiles a third quicker.
function(comity_test_program target)
  target_link_libraries(${target} PRIVATE comity_test_main)
  target_compile_definitions(${target} PRIVATE COMITY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE -O0 -Wno-shadow)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  comity_precompiled(${target} comity_test_pch)
endfunction()
