#include "sim/case_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

namespace sim {
namespace {

namespace fs = std::filesystem;

// Each test stands in a folder of its own.
class CaseFolderTest : public testing::Test {
 protected:
  CaseFolderTest() {
    fs::create_directories(place_);
    fs::current_path(place_);
  }
  ~CaseFolderTest() override {
    fs::current_path(before_);
    fs::remove_all(place_);
  }
  static void leave_a_journal(const fs::path& folder) { std::ofstream(folder / "journal.jsonl") << "{}\n"; }

 private:
  fs::path before_ = fs::current_path();
  fs::path place_ = fs::temp_directory_path() / ("case-folder-" + std::to_string(::getpid()));
};

TEST_F(CaseFolderTest, OfAPassedCaseIsGone) {
  fs::path path;
  {
    const CaseFolder folder("first_boot", std::nullopt);
    path = folder.path();
    EXPECT_TRUE(fs::is_directory(path));
  }
  EXPECT_FALSE(fs::exists(path));
  EXPECT_FALSE(fs::exists("dialtone-out"));
}

TEST_F(CaseFolderTest, OfAFailedCaseIsMovedWhereItIsKept) {
  {
    CaseFolder folder("first_boot", std::nullopt);
    leave_a_journal(folder.path());
    folder.keep();
    EXPECT_EQ(folder.path(), "dialtone-out/first_boot");
  }
  EXPECT_TRUE(fs::exists("dialtone-out/first_boot/journal.jsonl"));
}

TEST_F(CaseFolderTest, TakesTheNewestFailureInPlaceOfAnOlderOne) {
  for (int i = 0; i < 2; ++i) {
    CaseFolder folder("first_boot", std::nullopt);
    leave_a_journal(folder.path());
    folder.keep();
  }
  EXPECT_TRUE(fs::exists("dialtone-out/first_boot/journal.jsonl"));
}

TEST_F(CaseFolderTest, AskedForIsMadeThereAndStays) {
  { const CaseFolder folder("first_boot", "asked/for"); }
  EXPECT_TRUE(fs::is_directory("asked/for/first_boot"));
}

TEST_F(CaseFolderTest, NeverReplacesWhatIsNotARunsArtefacts) {
  fs::create_directories("precious/first_boot");
  std::ofstream("precious/first_boot/thesis.txt") << "years of work";
  EXPECT_THROW(CaseFolder("first_boot", "precious"), std::system_error);
  EXPECT_TRUE(fs::exists("precious/first_boot/thesis.txt"));
}

}  // namespace
}  // namespace sim
