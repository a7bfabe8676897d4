#include "gateway/cli/control_client.hpp"

#include <gtest/gtest.h>

#include <system_error>
#include <thread>

#include "gateway/cli/test_folder.hpp"
#include "gateway/control_socket.hpp"

namespace gateway {
namespace {

TEST(ControlClient, GetsTheAnswerToEachLine) {
  const TestFolder folder;
  const auto path = (folder.path() / "control").string();
  net::AsioLoop loop;
  const ControlSocket control(loop, path, [](std::string_view line, const ControlSocket::Answer& answer) {
    answer(line == "nothing" ? "" : line == "long" ? std::string(9000, 'x') : "first\n" + std::string(line));
  });
  std::vector<std::string> answers;
  bool done = false;
  std::thread operator_at_work([&] {
    ControlClient client(path);
    for (const auto* line : {"one", "nothing", "long", "two"}) answers.push_back(client.ask(line));
    loop.post([&] { done = true; });
  });
  loop.run_until([&] { return done; }, net::TimePoint::max());
  operator_at_work.join();
  EXPECT_EQ(answers, (std::vector<std::string>{"first\none", "", std::string(9000, 'x'), "first\ntwo"}));
}

TEST(ControlClient, SaysWhenNobodyIsThere) {
  const TestFolder folder;
  EXPECT_THROW(ControlClient((folder.path() / "control").string()), std::system_error);
  EXPECT_THROW(ControlClient(std::string(200, 'x')), std::system_error);
}

}  // namespace
}  // namespace gateway
