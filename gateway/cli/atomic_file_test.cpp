#include "gateway/cli/atomic_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <system_error>

#include "gateway/cli/test_folder.hpp"

namespace gateway {
namespace {

const std::string old_text(20000, 'o');
const std::string new_text(30000, 'n');

// Replaces the file in a child that kills itself before the step. Whether the child came to its end.
bool replaced_by_a_child_that_dies_at(int step, const std::filesystem::path& file) {
  const auto child = fork();
  if (child == 0) {
    int steps = 0;
    replace_file(file, new_text, Previous::kept_beside, [&] {
      if (steps++ == step) raise(SIGKILL);
    });
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(AtomicFile, ADeathAtAnyStepLeavesTheOldTextOrTheNewOneWhole) {
  int deaths = 0;
  bool new_seen = false;
  for (bool ended = false; !ended; ++deaths) {
    const TestFolder folder;
    const auto file = folder.path() / "smg.conf";
    folder.write("smg.conf", old_text);
    ended = replaced_by_a_child_that_dies_at(deaths, file);
    const auto found = folder.read("smg.conf");
    EXPECT_TRUE(found == old_text || found == new_text) << "killed at step " << deaths;
    EXPECT_FALSE(new_seen && found == old_text) << "it went back at step " << deaths;
    new_seen = new_seen || found == new_text;
    EXPECT_TRUE(found == old_text || folder.read("smg.conf.bak") == old_text) << "killed at step " << deaths;
    replace_file(file, "next", Previous::kept_beside);
    EXPECT_EQ(folder.read("smg.conf"), "next") << "after a death at step " << deaths;
    EXPECT_EQ(folder.read("smg.conf.bak"), found);
    EXPECT_EQ(folder.names(), "smg.conf smg.conf.bak") << "after a death at step " << deaths;
  }
  EXPECT_TRUE(new_seen);
  EXPECT_GT(deaths, 12) << "every piece of the text is a step";
}

TEST(AtomicFile, IsItsOwnersAloneAndMayBeNew) {
  const TestFolder folder;
  const auto file = folder.path() / "smg.conf";
  replace_file(file, "a", Previous::kept_beside);
  struct stat found {};
  ASSERT_EQ(lstat(file.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600U);
  EXPECT_EQ(folder.names(), "smg.conf");
}

TEST(AtomicFile, TheThingBehindALinkIsReplacedAndNotTheLink) {
  const TestFolder folder;
  folder.write("real.conf", "a");
  std::filesystem::create_symlink(folder.path() / "real.conf", folder.path() / "smg.conf");
  replace_file(folder.path() / "smg.conf", "b", Previous::lost);
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path() / "smg.conf"));
  EXPECT_EQ(folder.read("real.conf"), "b");
  EXPECT_EQ(folder.names(), "real.conf smg.conf");
}

TEST(AtomicFile, WhatCannotBeWrittenIsToldAndNothingIsLeft) {
  const TestFolder folder;
  EXPECT_THROW(replace_file(folder.path() / "none" / "smg.conf", "a", Previous::lost), std::system_error);
  std::filesystem::create_directory(folder.path() / "smg.conf");
  EXPECT_THROW(replace_file(folder.path() / "smg.conf", "a", Previous::lost), std::system_error);
  EXPECT_EQ(folder.names(), "smg.conf");
}

}  // namespace
}  // namespace gateway
