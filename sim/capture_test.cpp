#include "sim/capture.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace sim {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string output_of(const std::string& command) {
  std::string text;
  auto* pipe = ::popen(command.c_str(), "r");
  std::array<char, 256> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) text += buffer.data();
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return text;
}

TEST(Capture, IsReadByTsharkWithItsInterfacesTimesAndLengths) {
  const auto file = fs::temp_directory_path() / ("capture-" + std::to_string(::getpid()) + ".pcapng");
  {
    const std::array<std::string, 2> interfaces{"lan", "wan"};
    Capture capture(file, interfaces, std::chrono::sys_seconds(std::chrono::seconds(1200000000)));
    EXPECT_EQ(capture.add(0, net::TimePoint(0ns), net::Bytes(60)), 1U);
    EXPECT_EQ(capture.add(1, net::TimePoint(1s + 7ns), net::Bytes(61)), 2U);
  }
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(
      output_of("tshark -n -r " + file.string() +
                " -T fields -e frame.number -e frame.interface_name -e frame.time_epoch -e frame.len 2>/dev/null"),
      "1\tlan\t1200000000.000000000\t60\n2\twan\t1200000001.000000007\t61\n");
  fs::remove(file);
}

TEST(Capture, NamesTheFileThatCannotBeMade) {
  try {
    const Capture capture("/nonexistent/x.pcapng", {}, {});
    FAIL();
  } catch (const std::system_error& refusal) {
    EXPECT_STREQ(refusal.what(), "create /nonexistent/x.pcapng: No such file or directory");
  }
}

}  // namespace
}  // namespace sim
