#include "sim/lab/child_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "net/asio_loop.hpp"
#include "sim/lab/namespaces.hpp"
#include "sim/lab/reaper.hpp"

namespace sim {
namespace {

using ::testing::ElementsAre;
using Lines = std::vector<std::string>;

class ChildProcessTest : public ::testing::Test {
 protected:
  std::unique_ptr<ChildProcess> start(const std::vector<std::string>& words) {
    return std::make_unique<ChildProcess>(
        loop, reaper, network, words,
        ChildProcess::Handlers{[this](auto line) { output.emplace_back(line); },
                               [this](auto line) { error.emplace_back(line); }, [this](auto how) { end = how; }});
  }
  std::unique_ptr<ChildProcess> shell(const std::string& script) { return start({"sh", "-c", script}); }
  bool until(const std::function<bool()>& done) { return loop.run_until(done, net::TimePoint::max()); }
  void run_to_its_end() {
    until([this] { return end.has_value(); });
  }

  net::AsioLoop loop;
  Reaper reaper;
  NetworkNamespace network = NetworkNamespace::make();
  Lines output;
  Lines error;
  std::optional<ProcessEnd> end;
};

TEST_F(ChildProcessTest, HandsOutEveryLineAndThenTheEnd) {
  const auto child = shell("echo one; printf 'two\\n\\nthree'; echo four >&2; exit 3");
  run_to_its_end();
  EXPECT_THAT(output, ElementsAre("one", "two", "", "three"));
  EXPECT_THAT(error, ElementsAre("four"));
  EXPECT_EQ(end, (ProcessEnd{false, 3}));
  EXPECT_EQ(child->end(), end);
  EXPECT_EQ(to_string(*end), "exit code 3");
}

TEST_F(ChildProcessTest, HandsOutMoreThanAPipeHoldsBeforeTheEnd) {
  const auto child = shell("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done");
  run_to_its_end();
  ASSERT_EQ(output.size(), 20000U);
  EXPECT_EQ(output.back(), "line 19999");
}

TEST_F(ChildProcessTest, SaysWhichSignalEndedIt) {
  const auto child = shell("kill -9 $$");
  run_to_its_end();
  EXPECT_EQ(to_string(*end), "signal 9 (Killed)");
}

TEST_F(ChildProcessTest, RefusesAProgramThatCannotBeStarted) {
  const auto attempt = [&](const std::string& program) {
    try {
      start({program});
    } catch (const std::system_error& fault) {
      return std::string(fault.what());
    }
    return std::string("started");
  };
  EXPECT_EQ(attempt("no-such-gateway"), "start no-such-gateway: No such file or directory");
  EXPECT_EQ(attempt("/no/such/gateway"), "start /no/such/gateway: No such file or directory");
  EXPECT_EQ(attempt("/etc/passwd"), "start /etc/passwd: Permission denied");
}

TEST_F(ChildProcessTest, RunsInTheNetworkNamespaceAndWeDoNot) {
  const auto child = start({"readlink", "/proc/self/ns/net"});
  run_to_its_end();
  EXPECT_THAT(output, ElementsAre("net:[" + std::to_string(network.inode()) + "]"));
}

TEST_F(ChildProcessTest, HasNoDescriptorOfOursAndNothingToRead) {
  const auto child = shell("ls /proc/self/fd; cat");
  run_to_its_end();
  EXPECT_THAT(output, ElementsAre("0", "1", "2", "3"));  // the fourth is the one ls reads the folder with
}

TEST_F(ChildProcessTest, LeavesUsFreeToStartThreads) {
  const auto child = shell("exit 0");
  bool ran = false;
  std::thread([&] { ran = true; }).join();
  EXPECT_TRUE(ran);
}

TEST_F(ChildProcessTest, TakesSignals) {
  const auto child = shell("trap 'echo asked to go; exit 0' TERM; echo up; while :; do sleep 0.05; done");
  until([this] { return !output.empty(); });
  child->send_signal(SIGTERM);
  run_to_its_end();
  EXPECT_THAT(output, ElementsAre("up", "asked to go"));
  EXPECT_EQ(end, (ProcessEnd{false, 0}));
  child->send_signal(SIGTERM);  // too late, and no harm
}

TEST_F(ChildProcessTest, IsAskedToEndByTheDestructorEvenWhenItsPipeIsFull) {
  const auto note = std::filesystem::temp_directory_path() / ("child_process_test." + std::to_string(::getpid()));
  auto child = shell("trap 'head -c 300000 /dev/zero; echo ended >" + note.string() +
                     "; exit 0' TERM; echo up; while :; do sleep 0.05; done");
  until([this] { return !output.empty(); });
  child.reset();
  std::string text;
  std::ifstream(note) >> text;
  std::filesystem::remove(note);
  EXPECT_EQ(text, "ended");
}

TEST_F(ChildProcessTest, IsKilledWhenItWillNotEnd) {
  auto child = shell("trap '' TERM; echo up; while :; do sleep 0.05; done");
  until([this] { return !output.empty(); });
  const auto pid = child->pid();
  child.reset();
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(ChildProcessTest, MayBeDestroyedFromInsideAnyHandler) {
  for (const std::string which : {"output", "error", "ended"}) {
    bool destroyed = false;
    std::unique_ptr<ChildProcess> child;
    net::AsioLoop own;
    const auto destroy = [&](const std::string& here) {
      if (here != which) return;
      EXPECT_FALSE(destroyed);
      child.reset();
      destroyed = true;
    };
    child = std::make_unique<ChildProcess>(
        own, reaper, network, std::vector<std::string>{"sh", "-c", "echo a; echo b; echo c >&2; echo d >&2"},
        ChildProcess::Handlers{[&](auto) { destroy("output"); }, [&](auto) { destroy("error"); },
                               [&](auto) { destroy("ended"); }});
    own.run_until([&] { return destroyed; }, net::TimePoint::max());
    own.run_until([] { return false; }, own.now() + std::chrono::milliseconds(1));  // nothing may come any more
  }
}

TEST_F(ChildProcessTest, IsNotWaitedForByAnyoneWhoseLinesItsChildrenStillWrite) {
  const auto child =
      shell("(until [ -e /proc/sys/net/no ]; do sleep 0.01; echo from the child; done) & echo parent");
  run_to_its_end();
  EXPECT_EQ(output.front(), "parent");
  const auto before = output.size();
  EXPECT_TRUE(until([&] { return output.size() > before; }));
}

}  // namespace
}  // namespace sim
