#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

// A place in a file, 1-based, as editors count; columns count characters, not bytes.
struct SourcePos {
  std::string file;
  int line = 1;
  int column = 1;
  friend bool operator==(const SourcePos&, const SourcePos&) = default;
};

// A stretch of one line: what the carets stand under.
struct Span {
  int line = 1;
  int column = 1;
  int length = 1;
};

enum class DiagnosticKind { error, failed };

// What an author is told, of a mistake in the file and of a failed expectation alike.
struct Diagnostic {
  SourcePos where;
  DiagnosticKind kind = DiagnosticKind::error;
  std::string sentence;
  int underline = 1;            // carets, from `where` on
  std::optional<Span> culprit;  // where the carets go when it is not `where` itself
  std::string at_caret;         // the world's answer, after the carets: "got 404"
  std::vector<std::string> help;
  std::vector<std::string> seen;  // the last things that happened, oldest first
  std::string rerun;              // the command that does it again
};

// The whole message, every line ended:
//
//   scenarios/first_boot.yaml:14:9: error: unknown step 'expect_gett'
//       |
//    14 |       - expect_gett: {phone: lobby, path: /0004f2aabbcc.cfg}
//       |         ^^^^^^^^^^^
//       = help: did you mean 'expect_get'?
//
// `text` is the file's content. Passwords in the quoted line are starred, control characters shown as '?'.
std::string print(const Diagnostic& diagnostic, std::string_view text);

}  // namespace scenarios
