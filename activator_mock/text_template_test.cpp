#include "activator_mock/text_template.hpp"

#include <gtest/gtest.h>

namespace activator {
namespace {

constexpr std::string_view known[] = {"user", "password"};

std::string render(std::string_view text, std::string_view user, std::string_view password) {
  const std::string_view values[] = {user, password};
  return std::get<TextTemplate>(TextTemplate::parse(text, known)).render(values);
}

std::vector<TemplateMistake> mistakes(std::string_view text) {
  return std::get<std::vector<TemplateMistake>>(TextTemplate::parse(text, known));
}

TEST(TextTemplate, PutsValuesWhereTheirPlaceholdersStand) {
  EXPECT_EQ(render("a={{user}} b={{ password }} c={{user}}.", "u", "p"), "a=u b=p c=u.");
  EXPECT_EQ(render("{single} }} stays", "u", "p"), "{single} }} stays");
  EXPECT_EQ(render("", "u", "p"), "");
}

TEST(TextTemplate, EscapesValuesForXmlAndNeverReadsThemAsTemplates) {
  EXPECT_EQ(render("<reg a=\"{{user}}\"/>", "\"/><x y='1&", "p"), "<reg a=\"&quot;/&gt;&lt;x y=&apos;1&amp;\"/>");
  EXPECT_EQ(render("{{user}}", "{{password}}", "secret"), "{{password}}");
  EXPECT_EQ(render("{{user}}", std::string_view("a\nb\0c", 5), "p"),
            "a&#10;b\xef\xbf\xbd"
            "c");
}

TEST(TextTemplate, NamesEveryPlaceholderItDoesNotKnowByItsPlace) {
  const std::vector<TemplateMistake> expected = {
      {1, 2, "unknown placeholder 'usr'; known are user, password"},
      {3, 5, "unknown placeholder ''; known are user, password"},
  };
  EXPECT_EQ(mistakes(" {{usr}}\n{{user}}\n....{{}}"), expected);
}

TEST(TextTemplate, RefusesAPlaceholderThatIsNotClosed) {
  EXPECT_EQ(mistakes("a\nb {{user"), (std::vector<TemplateMistake>{{2, 3, "'{{' without its '}}'"}}));
}

}  // namespace
}  // namespace activator
