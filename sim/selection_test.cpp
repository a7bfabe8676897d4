#include "sim/selection.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace sim {
namespace {

namespace fs = std::filesystem;

TEST(Selection, SearchesFoldersInOrderAndLeavesOutExamplesOfMistakesUnlessNamed) {
  const auto root = fs::temp_directory_path() / ("selection-" + std::to_string(::getpid()));
  fs::create_directories(root / "rejected");
  for (const auto* name : {"b.yaml", "a.yaml", "notes.txt", "rejected/typo.yaml"})
    std::ofstream(root / name) << "x";
  const std::vector<fs::path> folder{root}, named{root / "rejected", "missing.yaml"};
  EXPECT_EQ(scenario_files(folder), (std::vector{(root / "a.yaml").string(), (root / "b.yaml").string()}));
  EXPECT_EQ(scenario_files(named),
            (std::vector{(root / "rejected/typo.yaml").string(), std::string("missing.yaml")}));
  fs::remove_all(root);
}

}  // namespace
}  // namespace sim
