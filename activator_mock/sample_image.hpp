#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace activator {

struct SampleImage {
  std::string_view name;     // "bootrom" or "sip"
  std::string_view version;  // as handsets print it: 3.1.3.0439
  std::size_t size;          // octets of the whole file, at least the header's
};

// A stand-in for a bootROM or application image. Simulated format: real images wrap one image per hardware, and the
// handset reads on until the header that names its own; ours begins with such a header as lines of text, closed by
// an empty line, and goes on with filler, the same octets in every run.
//
//   DIALTONE SIMULATED IMAGE 1
//   name: sip
//   size: 163840
//   hardware: 2345-12450-001 version: 3.1.3.0439
std::string sample_image(const SampleImage& image);

}  // namespace activator
