# The live world's machinery: network namespaces, interfaces, taps, processes that die with the run.
add_library(sim_lab
  child_process.cpp
  child_process_spawn.cpp
  doctor.cpp
  guest_port.cpp
  lab.cpp
  link.cpp
  namespaces.cpp
  port.cpp
  reaper.cpp)
target_link_libraries(sim_lab PUBLIC net)

add_executable(sim_lab_test
  lab_test_main.cpp
  lab_test_support.cpp
  child_process_test.cpp
  doctor_test.cpp
  lab_kill_test.cpp
  lab_test.cpp
  namespaces_test.cpp
  reaper_test.cpp)
target_link_libraries(sim_lab_test PRIVATE sim_lab GTest::gtest GTest::gmock)
gtest_discover_tests(sim_lab_test TEST_PREFIX lab. PROPERTIES LABELS live TIMEOUT 60)

# The same again as an ordinary user, who needs a user namespace for it.
add_test(NAME lab.as_unprivileged
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/as_unprivileged.sh $<TARGET_FILE:sim_lab_test>)
set_tests_properties(lab.as_unprivileged PROPERTIES LABELS live TIMEOUT 120)
