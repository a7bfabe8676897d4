#include "sim/lab/doctor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "sim/lab/system_call.hpp"

namespace sim {
namespace {

std::vector<std::string> namespaces_of_this_process() {
  std::vector<std::string> found;
  for (const auto* name : {"user", "pid", "pid_for_children", "net", "mnt"}) {
    found.push_back(std::filesystem::read_symlink(std::string("/proc/self/ns/") + name).string());
  }
  return found;
}

TEST(Doctor, FindsNothingMissingWhereTheLabRuns) {
  for (const auto& check : examine_machine("sh")) EXPECT_TRUE(check.ok) << to_string(check);
}

TEST(Doctor, ChangesNothingInThisProcess) {
  const auto before = namespaces_of_this_process();
  examine_machine("sh");
  EXPECT_EQ(namespaces_of_this_process(), before);
}

TEST(Doctor, NamesAGatewayThatIsNotThere) {
  const auto missing = first_failure(examine_machine("/no/such/smg"));
  ASSERT_TRUE(missing);
  EXPECT_EQ(
      to_string(*missing),
      "no  the gateway program /no/such/smg: start /no/such/smg: No such file or directory. Get it by: build smg, "
      "or name it with --gateway=PATH");
}

// Runs `what` in a child with a mount namespace of its own; its answer is the child's exit code.
int in_own_mounts(const std::function<int()>& what) {
  const auto child = must(::fork(), "fork");
  if (child == 0) {
    const bool ready =
        ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    ::_exit(ready ? what() : 99);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

TEST(Doctor, NamesTheDeviceThatIsNotThere) {
  const auto answer = in_own_mounts([] {
    if (::mount("none", "/dev/net", "tmpfs", 0, nullptr) != 0) return 98;
    const auto missing = first_failure(examine_machine("sh"));
    if (!missing) return 1;
    const bool right = missing->what == "the device /dev/net/tun" &&
                       missing->why == "open /dev/net/tun: No such file or directory" &&
                       missing->remedy.find("modprobe tun") != std::string::npos;
    return right ? 0 : 2;
  });
  EXPECT_EQ(answer, 0);
}

TEST(Doctor, NamesSettingsOfTheKernelThatCannotBeWritten) {
  const auto answer = in_own_mounts([] {
    if (::mount("/proc/sys", "/proc/sys", nullptr, MS_BIND, nullptr) != 0) return 98;
    if (::mount(nullptr, "/proc/sys", nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0) return 97;
    const auto missing = first_failure(examine_machine("sh"));
    if (!missing) return 1;
    const bool right = missing->why.find("Read-only file system") != std::string::npos &&
                       missing->remedy.find("systempaths=unconfined") != std::string::npos;
    return right ? 0 : 2;
  });
  EXPECT_EQ(answer, 0);
}

}  // namespace
}  // namespace sim
