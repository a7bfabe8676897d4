#include "gateway/control_socket.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <system_error>
#include <thread>

#include "net/file_descriptor.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "smg-control-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

// Sends the text, closes its sending side, and reads until the server closes.
std::string ask(const std::string& path, std::string_view text) {
  const net::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(std::begin(address.sun_path), path.c_str(), sizeof address.sun_path - 1);
  if (connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return "no server";
  EXPECT_EQ(write(socket.number(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  shutdown(socket.number(), SHUT_WR);
  std::string answer;
  char buffer[1024];
  for (ssize_t got = 0; (got = read(socket.number(), std::begin(buffer), sizeof buffer)) > 0;)
    answer.append(std::begin(buffer), static_cast<std::size_t>(got));
  return answer;
}

std::string served(net::AsioLoop& loop, const std::string& path, std::string_view text) {
  std::string answer;
  bool done = false;
  std::thread client([&] {
    answer = ask(path, text);
    loop.post([&] { done = true; });
  });
  loop.run_until([&] { return done; }, net::TimePoint::max());
  client.join();
  return answer;
}

void silent(std::string_view /*line*/, const ControlSocket::Answer& answer) { answer(""); }
void echo(std::string_view line, const ControlSocket::Answer& answer) { answer(std::string(line)); }

TEST(ControlSocket, AnswersEveryLineAndEndsEachAnswerWithAnEmptyOne) {
  const Folder folder;
  const auto path = (folder.path / "control").string();
  net::AsioLoop loop;
  const ControlSocket control(loop, path, [](std::string_view line, const ControlSocket::Answer& answer) {
    answer(line == "nothing" ? std::string() : "one\n" + std::string(line));
  });
  EXPECT_EQ(served(loop, path, "a b\r\nnothing\nlast\n"), "one\na b\n\n\none\nlast\n\n");
  EXPECT_EQ(served(loop, path, "again\n"), "one\nagain\n\n");
}

TEST(ControlSocket, ALateAnswerHoldsUpItsOwnConnectionOnly) {
  const Folder folder;
  const auto path = (folder.path / "control").string();
  net::AsioLoop loop;
  ControlSocket::Answer late;
  const ControlSocket control(loop, path, [&](std::string_view line, ControlSocket::Answer answer) {
    if (line == "wait") {
      late = std::move(answer);
      return;
    }
    answer(std::string(line));
  });
  std::string answer;
  bool done = false;
  std::thread client([&] {
    answer = ask(path, "wait\nnext\n");
    loop.post([&] { done = true; });
  });
  loop.run_until([&] { return late != nullptr; }, net::TimePoint::max());
  EXPECT_EQ(served(loop, path, "other\n"), "other\n\n");
  late("at last");
  loop.run_until([&] { return done; }, net::TimePoint::max());
  client.join();
  EXPECT_EQ(answer, "at last\n\nnext\n\n");
}

TEST(ControlSocket, EndsAConnectionWhoseLineNeverEnds) {
  const Folder folder;
  const auto path = (folder.path / "control").string();
  net::AsioLoop loop;
  const ControlSocket control(loop, path, silent);
  EXPECT_EQ(served(loop, path, std::string(5000, 'x')), "");
}

TEST(ControlSocket, IsItsOwnersAloneAndGoneAtTheEnd) {
  const Folder folder;
  const auto path = (folder.path / "control").string();
  net::AsioLoop loop;
  {
    const ControlSocket control(loop, path, silent);
    struct stat found {};
    ASSERT_EQ(lstat(path.c_str(), &found), 0);
    EXPECT_TRUE(S_ISSOCK(found.st_mode));
    EXPECT_EQ(found.st_mode & 0777, 0600U);
    EXPECT_THROW(ControlSocket(loop, path, silent), std::system_error) << "somebody answers there";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ControlSocket, ReplacesOneThatADeadProcessLeftButNothingElse) {
  const Folder folder;
  const auto path = (folder.path / "control").string();
  {
    const net::FileDescriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(std::begin(address.sun_path), path.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(bind(dead.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  net::AsioLoop loop;
  {
    const ControlSocket control(loop, path, echo);
    EXPECT_EQ(served(loop, path, "x\n"), "x\n\n");
  }
  std::filesystem::create_directory(path);
  EXPECT_THROW(ControlSocket(loop, path, silent), std::system_error);
  EXPECT_TRUE(std::filesystem::is_directory(path));
}

}  // namespace
}  // namespace gateway
