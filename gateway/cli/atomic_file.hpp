#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace gateway {

enum class Previous { lost, kept_beside };  // kept: as <file>.bak

// Writes a file whole, mode 0600: beside it, to the disk, then in its place. Whoever opens the file, at any moment
// and after any death of this process or of the machine, finds all of the old text or all of the new. What a death
// leaves beside it, `<file>.new`, the next write replaces. A symbolic link is followed. Throws std::system_error
// naming the attempt; then the file is as it was. `step` is told before each step; for tests, which die there.
void replace_file(
    const std::filesystem::path& file, std::string_view text, Previous previous,
    const std::function<void()>& step = [] {});

}  // namespace gateway
