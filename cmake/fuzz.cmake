# With DIALTONE_FUZZ everything is built so that a fuzzer sees which way the fuzzed code itself goes.
if(DIALTONE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# A fuzz target lies beside what it fuzzes: x_fuzz.cpp. With DIALTONE_FUZZ it is a libFuzzer program, registered as a
# short CTest (label fuzz) that starts from the corpus beside the source, when there is one.
function(add_fuzz_target name source)
  if(NOT DIALTONE_FUZZ)
    return()
  endif()
  add_executable(${name} ${source})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE ${ARGN})
  set(grown ${CMAKE_CURRENT_BINARY_DIR}/${name}_corpus)
  file(MAKE_DIRECTORY ${grown})
  set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
  if(NOT IS_DIRECTORY ${seeds})
    set(seeds)
  endif()
  add_test(NAME fuzz.${name} COMMAND ${name} -max_total_time=4 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 ${grown} ${seeds})
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 120)
endfunction()
