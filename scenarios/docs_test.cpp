// The reference pages keep up with the code.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "net/journal.hpp"
#include "scenarios/read_steps.hpp"

namespace scenarios {
namespace {

std::string content(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

std::string type_name(net::FieldType type) {
  switch (type) {
    case net::FieldType::text: return "text";
    case net::FieldType::number: return "number";
    case net::FieldType::flag: return "flag";
  }
  return "";
}

std::string journal_table() {
  std::string out = "| source | kind | field | type | meaning |\n|---|---|---|---|---|\n";
  for (const auto& kind : net::journal_schema()) {
    auto head = std::string(to_string(kind.source)) + " | `" + std::string(kind.name) + "`";
    for (const auto& field : kind.fields) {
      out += "| " + head + " | `" + std::string(field.name) + "` | " + type_name(field.type) + " | " +
             std::string(field.meaning) + " |\n";
      head = " | ";
    }
  }
  return out;
}

// Run with DIALTONE_ACCEPT=1 to write the table anew.
TEST(Docs, TheJournalsPageShowsEveryKindAndField) {
  const std::string path = DOCS_FOLDER "/journal.md";
  const std::string begin = "<!-- table -->\n";
  const std::string end = "<!-- end of table -->\n";
  auto page = content(path);
  const auto from = page.find(begin);
  const auto to = page.find(end);
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos);
  const auto at = from + begin.size();
  if (std::getenv("DIALTONE_ACCEPT") != nullptr) {
    std::ofstream(path, std::ios::binary) << page.replace(at, to - at, journal_table());
    return;
  }
  EXPECT_EQ(page.substr(at, to - at), journal_table());
}

TEST(Docs, TheLanguagesPageHasAChapterForEveryStep) {
  const auto page = content(DOCS_FOLDER "/scenarios.md");
  for (const auto& name : step_names()) EXPECT_NE(page.find("\n### " + name + "\n"), std::string::npos) << name;
}

}  // namespace
}  // namespace scenarios
