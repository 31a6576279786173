// Does the peers' share of `make peers`: reads lines "NAME THREADS" and answers each
// with the seconds that the work took, "error TEXT" where it cannot. The work is
// named below; threads is 1 (then processor time of the thread is told, which a busy
// machine does not spoil) or more (then wall time).
//
//   faiss      IndexFlatIP.search of all queries, the best one each
//   gemm       one sgemm: vectors x queries
//   harmonics  an sgemm for each harmonic, as Cotejo's sums are apart
//
// Usage: peer VECTORS DIMENSION QUERIES HARMONICS
#include <cblas.h>
#include <faiss/IndexFlat.h>
#include <omp.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <vector>

extern "C" void openblas_set_num_threads(int);

namespace {

double now(bool wall) {
  timespec t;
  clock_gettime(wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

struct Work {
  int vectors, dimension, queries, harmonics;
  std::vector<float> stored, probe, out;
  faiss::IndexFlatIP index;
  std::vector<float> best;
  std::vector<faiss::Index::idx_t> label;

  Work(int n, int d, int q, int h)
      : vectors(n), dimension(d), queries(q), harmonics(h), stored(size_t(n) * d), probe(size_t(q) * d), out(size_t(n) * q), index(d), best(q), label(q) {
    std::mt19937 random(1);
    auto value = [&] { return float(int(random() % 255) - 127); };
    std::generate(stored.begin(), stored.end(), value);
    std::generate(probe.begin(), probe.end(), value);
    index.add(n, stored.data());
  }

  void faiss_search() { index.search(queries, probe.data(), 1, best.data(), label.data()); }

  void gemm() {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, vectors, queries, dimension, 1, stored.data(), dimension, probe.data(), dimension, 0, out.data(), queries);
  }

  // A block's results stay in the cache, as those of the kernel do.
  void gemm_of_harmonics() {
    const int block = 1024, depth = dimension / harmonics;
    for (int from = 0; from < vectors; from += block)
      for (int h = 0; h < harmonics; h++)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, std::min(block, vectors - from), queries, depth, 1, stored.data() + size_t(from) * dimension + h * depth, dimension,
                    probe.data() + h * depth, dimension, 0, out.data(), queries);
  }
};

double seconds(Work &w, const std::string &name, int threads) {
  omp_set_num_threads(threads);
  openblas_set_num_threads(threads);
  const double from = now(threads > 1);
  if (name == "faiss") w.faiss_search();
  else if (name == "gemm") w.gemm();
  else if (name == "harmonics") w.gemm_of_harmonics();
  else throw std::runtime_error("no work of the name " + name);
  return now(threads > 1) - from;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: peer VECTORS DIMENSION QUERIES HARMONICS\n");
    return 2;
  }
  try {
    Work work(std::atoi(argv[1]), std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]));
    std::cout << "faiss " << FAISS_VERSION_MAJOR << '.' << FAISS_VERSION_MINOR << '.' << FAISS_VERSION_PATCH << ", " << openblas_get_config() << std::endl;
    std::string name;
    for (int threads; std::cin >> name >> threads;) std::cout << seconds(work, name, threads) << std::endl;
  } catch (const std::exception &e) {
    std::cout << "error " << e.what() << std::endl;
    return 1;
  }
}
