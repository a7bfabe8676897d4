#pragma once

#include <string>
#include <string_view>

#include "net/loop.hpp"

namespace gateway {

// Writes lines to a descriptor, those of one turn of the loop at once: a system call for each line is a seventh of
// what a lease costs. What is left is written when this ends; only a SIGKILL can lose a turn's lines.
class LineWriter {
 public:
  LineWriter(net::Loop& loop, int descriptor) : loop_(loop), descriptor_(descriptor) {}
  ~LineWriter() { flush(); }
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  void write(std::string_view line);
  void flush();

 private:
  net::Loop& loop_;
  int descriptor_;
  std::string waiting_;
  net::Timer turn_ends_;
};

}  // namespace gateway
