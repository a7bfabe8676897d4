#include "sim/command_line.hpp"

int main(int argc, char** argv) { return sim::command_line(argc, argv); }
