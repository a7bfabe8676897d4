#include "gateway/capabilities.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace gateway {
namespace {

// "CapEff" of this process, as the kernel tells it.
std::string status(const std::string& label) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(label + ":\t")) return line.substr(label.size() + 2);
  return "missing";
}

// These need a process that holds capabilities: root, of the machine or of a user namespace.
TEST(Capabilities, AreGivenUpForGoodButForTheNetworksAdministrationAndItsPorts) {
  EXPECT_EXIT(
      {
        drop_capabilities();
        const std::string kept = "0000000000001400";  // bits 10 and 12
        const std::string none(kept.size(), '0');
        const bool held = status("CapEff") == kept && status("CapPrm") == kept;
        const bool gainable = status("CapInh") != none || status("CapBnd") != none || status("CapAmb") != none;
        ::_exit(held && !gainable && status("NoNewPrivs") == "1" ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Capabilities, OnceGivenUpOpenNoRawSocketAnyMore) {
  EXPECT_EXIT(
      {
        drop_capabilities();
        ::_exit(::socket(AF_PACKET, SOCK_RAW, 0) < 0 && errno == EPERM ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Capabilities, ThatAreMissingAreNamedWithAWayToGetThem) {
  EXPECT_FALSE(missing_capability());
  EXPECT_TRUE(may_administer_network());
  EXPECT_EXIT(
      {
        drop_capabilities();
        const auto missing = missing_capability();
        const bool said = missing && missing->starts_with("CAP_NET_RAW is missing: ") &&
                          missing->find("\n  = help: run it as root, or once: setcap ") != std::string::npos;
        ::_exit(said ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace gateway
