# comity_test(NAME store COMMAND store_test [args…] LABEL unit [SECONDS 300] [SERIAL])
#
# A test of ctest. Labels: unit, stories, real (needs the documents of COMITY_DATA), e2e (browser),
# fuzz. GoogleTest writes the cases to build/…/results/NAME.xml, where tests/run counts them.
function(comity_test)
  cmake_parse_arguments(T "SERIAL" "NAME;LABEL;SECONDS" "COMMAND" ${ARGN})
  if(NOT T_SECONDS)
    set(T_SECONDS 1500)
  endif()
  add_test(NAME ${T_NAME} COMMAND ${T_COMMAND} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set(environment "GTEST_OUTPUT=xml:${CMAKE_BINARY_DIR}/results/${T_NAME}.xml"
                  "UBSAN_OPTIONS=print_stacktrace=1" "COMITY_BUILD=${CMAKE_BINARY_DIR}")
  set_tests_properties(${T_NAME} PROPERTIES LABELS ${T_LABEL} TIMEOUT ${T_SECONDS}
                                            RUN_SERIAL ${T_SERIAL} ENVIRONMENT "${environment}")
endfunction()
