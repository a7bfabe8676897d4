#include "gateway/cli/cli_program.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <system_error>

#include "gateway/cli/test_folder.hpp"

namespace gateway {
namespace {

// One run of smg --cli.
struct Session {
  std::istringstream in;
  std::ostringstream out, complaints;
  ExitCode ended;

  Session(const ProgramOptions& options, const std::string& typed, bool watched = false)
      : in(typed), ended(obey_commands(options, {in, out, complaints, watched})) {}
};

struct Office {
  TestFolder folder;
  ProgramOptions options;
  Office() { options.config = (folder.path() / "smg.conf").string(); }

  std::string serial() const {
    std::ostringstream mistakes;
    const auto settings = read_settings(options, mistakes);
    return settings ? settings->serial : "unreadable: " + mistakes.str();
  }
};

TEST(CliProgram, WhatIsSavedIsThereNextTimeAndWhatIsNotIsGone) {
  const Office office;
  const Session first(office.options, "Set System Serial SMG7\nsave\nSet System Serial SMG8\n");
  EXPECT_EQ(first.out.str(), "ok\nok: saved in " + office.options.config + "\nok\n");
  EXPECT_EQ(first.complaints.str(), "smg: changes were not saved\n");
  EXPECT_EQ(first.ended, exit_done);
  EXPECT_EQ(office.serial(), "SMG7");
  const Session second(office.options, "Set System Serial SMG9\nsave\n");
  EXPECT_EQ(second.complaints.str(), "");
  EXPECT_EQ(office.serial(), "SMG9");
  EXPECT_NE(office.folder.read("smg.conf.bak").find("Set System Serial SMG7\n"), std::string::npos);
}

TEST(CliProgram, TellsByItsStatusThatACommandWasRefusedUnlessSomebodyWatches) {
  const Office office;
  const std::string typed = "Set System Serial\nshow system serial\n";
  const Session piped(office.options, typed);
  EXPECT_EQ(piped.ended, exit_bad_input);
  EXPECT_NE(piped.out.str().find("error: System Serial: a value is missing\n"), std::string::npos);
  EXPECT_NE(piped.out.str().find("Set System Serial SMG000001\n"), std::string::npos) << "it goes on";
  const Session watched(office.options, typed, true);
  EXPECT_EQ(watched.ended, exit_done);
  EXPECT_TRUE(watched.out.str().starts_with("smg> error: ")) << watched.out.str();
}

TEST(CliProgram, DoesNotTouchAFileThatHasMistakes) {
  const Office office;
  office.folder.write("smg.conf", "Set System Serial SMG7\nSet Sistem Serial SMG8\n");
  const Session session(office.options, "save\n");
  EXPECT_EQ(session.ended, exit_bad_input);
  EXPECT_EQ(session.out.str(), "");
  EXPECT_NE(session.complaints.str().find("smg.conf:2:5: error: unknown setting 'Sistem Serial'"),
            std::string::npos);
  EXPECT_EQ(office.folder.names(), "smg.conf");
}

TEST(CliProgram, SaysWhenNoGatewayAnswers) {
  Office office;
  office.options.control = (office.folder.path() / "control").string();
  EXPECT_THROW(Session(office.options, "show leases\n"), std::system_error);
}

}  // namespace
}  // namespace gateway
