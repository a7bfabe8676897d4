#include "reports/junit.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "reports/sample_results.hpp"

namespace reports {
namespace {

std::vector<scenarios::CaseResult> all_kinds() {
  std::vector<scenarios::CaseResult> results{passed_case(), failed_case(), passed_case()};
  for (const auto outcome : {scenarios::CaseOutcome::timed_out, scenarios::CaseOutcome::harness_fault,
                             scenarios::CaseOutcome::not_applicable, scenarios::CaseOutcome::unreadable}) {
    auto& result = results.emplace_back(passed_case());
    result.outcome = outcome;
    result.file = "other/\"<a&b>\".yaml";
    result.why = "because \x01 \xff of ü";
  }
  return results;
}

TEST(JUnit, TellsOfAPassAsOneTestCase) {
  const std::vector results{passed_case()};
  EXPECT_EQ(junit_xml(results),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"dialtone\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"3.500\">\n"
            "  <testsuite name=\"dialtone\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"3.500\">\n"
            "    <testcase classname=\"scenarios.memory\" name=\"first_boot\" file=\"scenarios/first_boot.yaml\""
            " time=\"3.500\">\n"
            "      <system-out>rerun: dialtone run --wire=memory --seed=1 scenarios/first_boot.yaml\n"
            "  passed  power on lobby\n"
            "  passed  expect lobby to get a lease within 10 s\n"
            "</system-out>\n"
            "    </testcase>\n  </testsuite>\n</testsuites>\n");
}

TEST(JUnit, CarriesTheFailuresTextMaskedAndEscaped) {
  const std::vector results{failed_case()};
  const auto xml = junit_xml(results);
  EXPECT_NE(xml.find("message=\"expect lobby to get a lease within 10 s\">"), std::string::npos) << xml;
  EXPECT_NE(xml.find("failed: &lt;expected&gt; &amp; more"), std::string::npos) << xml;
  EXPECT_NE(xml.find("/phoneprovisioning/&lt;number&gt;/a.cfg with &lt;password&gt; ?[31m"), std::string::npos)
      << xml;
}

TEST(JUnit, CountsEachOutcomeOnce) {
  const auto xml = junit_xml(all_kinds());
  EXPECT_NE(xml.find("tests=\"7\" failures=\"1\" errors=\"3\" skipped=\"1\""), std::string::npos) << xml;
}

TEST(JUnit, NamesNoTwoCasesAlike) {
  const auto xml = junit_xml(all_kinds());
  EXPECT_NE(xml.find("name=\"first_boot\""), std::string::npos);
  EXPECT_NE(xml.find("name=\"first_boot (2)\""), std::string::npos);
  EXPECT_NE(xml.find("name=\"first_boot (3)\""), std::string::npos);
}

TEST(JUnit, ReplacesWhatXmlCannotHold) {
  EXPECT_EQ(xml_escaped("a\tb\n"), "a\tb\n");
  EXPECT_EQ(xml_escaped(std::string("\0\x08", 2)), "\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(xml_escaped("\xc3\xbc\xf0\x9f\x93\x9e"), "\xc3\xbc\xf0\x9f\x93\x9e");
  EXPECT_EQ(xml_escaped("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") << "a surrogate";
  EXPECT_EQ(xml_escaped("\xef\xbf\xbf"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") << "U+FFFF";
  EXPECT_EQ(xml_escaped("\xc3"), "\xef\xbf\xbd");
}

TEST(JUnit, IsWellFormedWhateverTheTexts) {
  using Pipe = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  const auto file = ::testing::TempDir() + "dialtone_junit_test.xml";
  {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "w"), std::fclose);
    ASSERT_NE(out, nullptr);
    const auto xml = junit_xml(all_kinds());
    ASSERT_EQ(std::fwrite(xml.data(), 1, xml.size(), out.get()), xml.size());
  }
  Pipe xmllint(popen(("xmllint --noout " + file + " 2>&1; echo $?").c_str(), "r"), pclose);
  ASSERT_NE(xmllint, nullptr);
  std::array<char, 4096> said{};
  const auto length = std::fread(said.data(), 1, said.size(), xmllint.get());
  EXPECT_EQ(std::string(said.data(), length), "0\n");
  std::remove(file.c_str());
}

}  // namespace
}  // namespace reports
