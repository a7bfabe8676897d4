# The live world's machinery: network namespaces, interfaces, taps, processes that die with the run.
add_library(sim_lab
  child_process.cpp
  child_process_spawn.cpp
  link.cpp
  namespaces.cpp
  reaper.cpp)
target_link_libraries(sim_lab PUBLIC net PRIVATE Boost::headers)

add_executable(sim_lab_test
  lab_test_main.cpp
  lab_test_support.cpp
  child_process_test.cpp
  namespaces_test.cpp
  reaper_test.cpp)
target_link_libraries(sim_lab_test PRIVATE sim_lab GTest::gtest GTest::gmock)
gtest_discover_tests(sim_lab_test TEST_PREFIX lab. PROPERTIES LABELS live TIMEOUT 60)
