package dev.cusp.ad;

import dev.cusp.ad.NonsmoothException.Kind;
import java.util.Arrays;

/** Programs at their kinks, ties and jumps: identities that tables of derivatives break. */
final class NonsmoothZoo {
  private NonsmoothZoo() {}

  /** {@code |x|}. */
  @Answer(at = "0", vertices = "1; -1")
  static double abs0(double[] x) {
    return Math.abs(x[0]);
  }

  /** {@code |x|^1.5}. */
  @Answer(at = "0", gradient = "0")
  static double absPow15(double[] x) {
    return Math.pow(Math.abs(x[0]), 1.5);
  }

  /** {@code |x|*sign(x) (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double absTimesSign(double[] x) {
    return Math.abs(x[0]) * Math.signum(x[0]);
  }

  /** {@code acos(cos x) (= |x| near 0)}. */
  @Answer(at = "0", vertices = "1; -1")
  static double acosCos(double[] x) {
    return Math.acos(Math.cos(x[0]));
  }

  /** {@code max([x,y]) - max([y,x]) (= 0)}, where max picks one index. */
  @Answer(at = "1 1", gradient = "0 0")
  static double argmaxOrder(double[] x) {
    double[] reversed = {x[1], x[0]};
    return x[argmax(x)] - reversed[argmax(reversed)];
  }

  /** {@code x>0 ? x : -x (= |x|)}. */
  @Answer(at = "0", vertices = "1; -1")
  static double branchAbs(double[] x) {
    return x[0] > 0 ? x[0] : -x[0];
  }

  /** {@code x==0 ? 0 : x (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double branchEq(double[] x) {
    if (x[0] == 0) {
      return 0;
    } else {
      return x[0];
    }
  }

  /** {@code x*y>0 ? |x|+|y| : ||x|-|y|| (= |x+y|)}. */
  @Answer(at = "1 0", gradient = "1 1")
  static double branchProductSign(double[] x) {
    double a = Math.abs(x[0]);
    double b = Math.abs(x[1]);
    if (x[0] * x[1] > 0) {
      return a + b;
    }
    return Math.abs(a - b);
  }

  /** {@code relu(-x)>0 ? 0 : x (= relu(x))}. */
  @Answer(at = "0", vertices = "0; 1")
  static double branchReluGuard(double[] x) {
    if (relu(-x[0]) > 0) {
      return 0;
    }
    return x[0];
  }

  /** {@code x==0 ? 0 : (1-cos x)/x}. */
  @Answer(at = "0", gradient = "0.5")
  static double branchRemovable(double[] x) {
    if (x[0] == 0) {
      return 0;
    }
    return (1 - Math.cos(x[0])) / x[0];
  }

  /** {@code x*x>0 ? x : 0 (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double branchSquareGuard(double[] x) {
    if (x[0] * x[0] > 0) {
      return x[0];
    }
    return 0;
  }

  /** {@code y=(x>0 ? x : 0), w=(x<0 ? -x : 0): y-w (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double branchTwoHalves(double[] x) {
    double y = 0;
    if (x[0] > 0) {
      y = x[0];
    }
    double w = 0;
    if (x[0] < 0) {
      w = -x[0];
    }
    return y - w;
  }

  /** {@code clamp(x,0,1) + relu(x-1) - relu(-x) (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double clampIdentityLo(double[] x) {
    return Math.clamp(x[0], 0.0, 1.0) + relu(x[0] - 1) - relu(-x[0]);
  }

  /** {@code clamp(x,-1,1) - hardtanh(x) (= 0)}. */
  @Answer(at = "1", gradient = "0")
  static double clampMinusHardtanh(double[] x) {
    double hardTanh = x[0] < -1 ? -1 : x[0] > 1 ? 1 : x[0];
    return Math.max(-1, Math.min(1, x[0])) - hardTanh;
  }

  /** {@code max(0, x^2 - |y|)}. */
  @Answer(at = "0 0", gradient = "0 0")
  static double cuspWedge(double[] x) {
    return Math.max(0, x[0] * x[0] - Math.abs(x[1]));
  }

  /** {@code sign(x)*|x|^(1/3)}. */
  @Answer(at = "0", refused = Kind.NOT_LIPSCHITZ)
  static double cbrt0(double[] x) {
    return Math.signum(x[0]) * Math.pow(Math.abs(x[0]), 1.0 / 3.0);
  }

  /** {@code floor(x)}. */
  @Answer(at = "2", refused = Kind.DISCONTINUOUS)
  static double floor(double[] x) {
    return Math.floor(x[0]);
  }

  /** {@code (int)x} as double, truncation toward zero. */
  @Answer(at = "-2", refused = Kind.DISCONTINUOUS)
  static double intCast(double[] x) {
    return (int) x[0];
  }

  /** {@code sign(x)}. */
  @Answer(at = "0", refused = Kind.DISCONTINUOUS)
  static double sign(double[] x) {
    return Math.signum(x[0]);
  }

  /** {@code sqrt(x)}. */
  @Answer(at = "0", refused = Kind.NOT_LIPSCHITZ)
  static double sqrt0(double[] x) {
    return Math.sqrt(x[0]);
  }

  /** {@code x*log(x)}. */
  @Answer(at = "0", refused = Kind.UNRESOLVED)
  static double xlogx(double[] x) {
    return x[0] * Math.log(x[0]);
  }

  /** {@code relu(x) + expm1(-relu(-x)) (= ELU, C^1)}. */
  @Answer(at = "0", gradient = "1")
  static double eluReluForm(double[] x) {
    return relu(x[0]) + Math.expm1(-relu(-x[0]));
  }

  /** {@code k + f^2*(3-2*f), k=floor(x), f=x-k (C^1 staircase)}. */
  @Answer(at = "2", gradient = "0")
  static double floorBlend(double[] x) {
    double k = Math.floor(x[0]);
    double f = x[0] - k;
    return k + f * f * (3 - 2 * f);
  }

  /** {@code max subarray sum (Kadane)}. */
  @Answer(at = "1 -1 1", vertices = "1 0 0; 0 0 1; 1 1 1")
  static double kadaneTie(double[] x) {
    double current = x[0];
    double best = x[0];
    for (int i = 1; i < x.length; i++) {
      current = Math.max(x[i], current + x[i]);
      best = Math.max(best, current);
    }
    return best;
  }

  /** {@code x}. */
  @Answer(at = "0", gradient = "1")
  static double klF1(double[] x) {
    return x[0];
  }

  /** {@code relu(x) - relu(-x) (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double klF2(double[] x) {
    return relu(x[0]) - relu(-x[0]);
  }

  /** {@code 10*x - 9*(relu(x) - relu(-x)) (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double klF3(double[] x) {
    return 10 * x[0] - 9 * (relu(x[0]) - relu(-x[0]));
  }

  /** {@code relu(relu(x)) - relu(-x) (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double klF4(double[] x) {
    return relu(relu(x[0])) - relu(-x[0]);
  }

  /** {@code |x|+|y|} (the 1-norm). */
  @Answer(at = "0 0", vertices = "1 1; 1 -1; -1 1; -1 -1")
  static double l1NormZero(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Math.abs(v);
    }
    return sum;
  }

  /** {@code lambda_max([[a,b],[b,c]]) = (a+c)/2 + |((a-c)/2, b)|_2}. */
  @Answer(at = "1 0 1", center = "0.5 0 0.5", axes = "0.5 0; 0 1; -0.5 0")
  static double lambdaMaxIdentity(double[] x) {
    double a = x[0];
    double b = x[1];
    double c = x[2];
    return (a + c) / 2 + Math.hypot((a - c) / 2, b);
  }

  /** {@code lambda_max + lambda_min of [[a,b],[b,c]] (= trace)}. */
  @Answer(at = "1 0 1", gradient = "1 0 1")
  static double lambdaSumIdentity(double[] x) {
    double mid = (x[0] + x[2]) / 2;
    double radius = Math.hypot((x[0] - x[2]) / 2, x[1]);
    double max = mid + radius;
    double min = mid - radius;
    return max + min;
  }

  /** {@code leaky_relu(x,0.1) - relu(x) + 0.1*relu(-x) (= 0)}. */
  @Answer(at = "0", gradient = "0")
  static double leakyReluSplit(double[] x) {
    double leaky = x[0] > 0 ? x[0] : 0.1 * x[0];
    return leaky - relu(x[0]) + 0.1 * relu(-x[0]);
  }

  /** {@code m=max(x,y): m + log(exp(x-m)+exp(y-m))}. */
  @Answer(at = "0 0", gradient = "0.5 0.5")
  static double logsumexpShift(double[] x) {
    double m = Math.max(x[0], x[1]);
    return m + Math.log(Math.exp(x[0] - m) + Math.exp(x[1] - m));
  }

  /** {@code y=x, n=0: while(y>1){y/=2; n+=0.5} : y+n}. */
  @Answer(at = "2", vertices = "0.5; 0.25")
  static double loopHalving(double[] x) {
    double y = x[0];
    double n = 0;
    while (y > 1) {
      y /= 2;
      n += 0.5;
    }
    return y + n;
  }

  /** {@code y=x, s=0: while(y>=1){y-=1; s+=1} : s+y (= x)}. */
  @Answer(at = "3", gradient = "1")
  static double loopTripIdentity(double[] x) {
    double y = x[0];
    int s = 0;
    while (y >= 1) {
      y -= 1;
      s++;
    }
    return s + y;
  }

  /** {@code loop{if(x[i]>m) m=x[i]} - max(x) (= 0)}. */
  @Answer(at = "1 1 1", gradient = "0 0 0")
  static double loopmaxVsReduce(double[] x) {
    double m = x[0];
    for (int i = 1; i < x.length; i++) {
      if (x[i] > m) {
        m = x[i];
      }
    }
    return m - max(x);
  }

  /** {@code x*[x>0] + x*[x<0] (= x)}. */
  @Answer(at = "0", gradient = "1")
  static double maskPartition(double[] x) {
    return (x[0] > 0 ? x[0] : 0) + (x[0] < 0 ? x[0] : 0);
  }

  /** {@code max(x,y,z)}. */
  @Answer(at = "1 1 1", vertices = "1 0 0; 0 1 0; 0 0 1")
  static double max3Tie(double[] x) {
    return max(x);
  }

  /** {@code max(max(x,y),z) - max(x,max(y,z)) (= 0)}. */
  @Answer(at = "1 1 1", gradient = "0 0 0")
  static double maxAssoc(double[] x) {
    return Math.max(Math.max(x[0], x[1]), x[2]) - Math.max(x[0], Math.max(x[1], x[2]));
  }

  /** {@code max(x)+median(x)+min(x) (= x0+x1+x2)}. */
  @Answer(at = "1 1 2", gradient = "1 1 1")
  static double maxMedianMinSum(double[] x) {
    return max(x) + median(x) + min(x);
  }

  /** {@code max(x,y) + min(x,y) (= x+y)}. */
  @Answer(at = "1 1", gradient = "1 1")
  static double maxPlusMin(double[] x) {
    return Math.max(x[0], x[1]) + Math.min(x[0], x[1]);
  }

  /** {@code max(x0,x1)+max(x1,x2)} (max-pool, width 2, stride 1). */
  @Answer(at = "1 1 1", vertices = "1 1 0; 1 0 1; 0 2 0; 0 1 1")
  static double maxpoolOverlap(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += Math.max(x[i], x[i + 1]);
    }
    return sum;
  }

  /** {@code median(x,y,z)}. */
  @Answer(at = "1 1 1", vertices = "1 0 0; 0 1 0; 0 0 1")
  static double medianTie(double[] x) {
    return median(x);
  }

  /** {@code min(max(x,y),max(-x,z))}. */
  @Answer(at = "0 0 0", vertices = "1 0 0; 0 1 0; -1 0 0; 0 0 1")
  static double minOfMax(double[] x) {
    return Math.min(Math.max(x[0], x[1]), Math.max(-x[0], x[2]));
  }

  /** {@code |x-1|/4 + |y-2|x|+1|}. */
  @Answer(at = "0 -1", vertices = "-2.25 1; 1.75 1; 1.75 -1; -2.25 -1")
  static double nesterovRosenbrock(double[] x) {
    return Math.abs(x[0] - 1) / 4 + Math.abs(x[1] - 2 * Math.abs(x[0]) + 1);
  }

  /** {@code |x|_2^2 (= x^2+y^2)}. */
  @Answer(at = "0 0", gradient = "0 0")
  static double norm2Squared(double[] x) {
    double n = norm(x);
    return n * n;
  }

  /** {@code |x|_2}. */
  @Answer(at = "0 0", center = "0 0", axes = "1 0; 0 1")
  static double norm2Zero(double[] x) {
    return norm(x);
  }

  /** {@code max(0.9*e,-0.1*e)}. */
  @Answer(at = "0", vertices = "0.9; -0.1")
  static double pinball(double[] x) {
    return Math.max(0.9 * x[0], -0.1 * x[0]);
  }

  /** {@code x^0 (= 1)}. */
  @Answer(at = "0", gradient = "0")
  static double powZeroExponent(double[] x) {
    return Math.pow(x[0], 0.0);
  }

  /** {@code min(r*A, clamp(r,0.8,1.2)*A), A=1}. */
  @Answer(at = "1", gradient = "1")
  static double ppoClipAtOne(double[] x) {
    double ratio = x[0];
    double advantage = 1;
    double clipped = Math.min(Math.max(ratio, 0.8), 1.2);
    return Math.min(ratio * advantage, clipped * advantage);
  }

  /** {@code x0*x1*x2}. */
  @Answer(at = "0 2 3", gradient = "6 0 0")
  static double prodOneZero(double[] x) {
    double product = 1;
    for (double v : x) {
      product *= v;
    }
    return product;
  }

  /** {@code relu(x)}. */
  @Answer(at = "0", vertices = "0; 1")
  static double relu0(double[] x) {
    return relu(x[0]);
  }

  /** {@code relu(x) - max(x,0) (= 0)}. */
  @Answer(at = "0", gradient = "0")
  static double reluMinusMax0(double[] x) {
    return relu(x[0]) - Math.max(x[0], 0);
  }

  /** {@code relu(x+y)-relu(-x-y)+relu(x-y)+relu(y-x) (= x+y+|x-y|)}. */
  @Answer(at = "0 0", vertices = "2 0; 0 2")
  static double reluNetIdentity(double[] x) {
    double a = x[0];
    double b = x[1];
    return relu(a + b) - relu(-a - b) + relu(a - b) + relu(b - a);
  }

  /** {@code relu(x*x) (= x^2)}. */
  @Answer(at = "0", gradient = "0")
  static double reluOfSquare(double[] x) {
    return relu(x[0] * x[0]);
  }

  /** {@code bilinear interpolation of [[0,1,3],[2,5,4],[7,6,9]] at (row, col)}. */
  @Answer(at = "1 1", vertices = "4 3; 4 -1; 1 3; 1 -1")
  static double roiAlignNode(double[] x) {
    double[][] table = {{0, 1, 3}, {2, 5, 4}, {7, 6, 9}};
    int row = Math.min(Math.max((int) Math.floor(x[0]), 0), 1);
    int col = Math.min(Math.max((int) Math.floor(x[1]), 0), 1);
    double u = x[0] - row;
    double v = x[1] - col;
    double upper = (1 - v) * table[row][col] + v * table[row][col + 1];
    double lower = (1 - v) * table[row + 1][col] + v * table[row + 1][col + 1];
    return (1 - u) * upper + u * lower;
  }

  /** {@code RoI max-pool 3x3 (row-major) -> 2x2 overlapping bins, sum}. */
  @Answer(at = "1 5 2 7 3 4 9 8 6", gradient = "0 1 0 1 0 0 1 1 0")
  static double roiPoolNontie(double[] x) {
    double sum = 0;
    for (int row = 0; row < 2; row++) {
      for (int col = 0; col < 2; col++) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = row; i <= row + 1; i++) {
          for (int j = col; j <= col + 1; j++) {
            best = Math.max(best, x[3 * i + j]);
          }
        }
        sum += best;
      }
    }
    return sum;
  }

  /** {@code s=x^2+y^2: s>0 ? sqrt(s) : 0 (= |x|_2)}. */
  @Answer(at = "0 0", center = "0 0", axes = "1 0; 0 1")
  static double safeNormWhere(double[] x) {
    double s = x[0] * x[0] + x[1] * x[1];
    return s > 0 ? Math.sqrt(s) : 0;
  }

  /** {@code sin(2*pi*(x-floor(x))) (= sin(2*pi*x))}. */
  @Answer(at = "1", gradient = "6.283185307179586")
  static double sawtoothSmooth(double[] x) {
    double phase = x[0] - Math.floor(x[0]);
    return Math.sin(2 * Math.PI * phase);
  }

  /** {@code relu(x) + log1p(exp(-|x|)) (= softplus)}. */
  @Answer(at = "0", gradient = "0.5")
  static double softplusReluAbs(double[] x) {
    return relu(x[0]) + Math.log1p(Math.exp(-Math.abs(x[0])));
  }

  /** {@code sum_i w_i*x_i skipping x_i==0, w=(3,5,7)}. */
  @Answer(at = "2 0 1", gradient = "3 5 7")
  static double sparseDotSkip(double[] x) {
    double[] w = {3, 5, 7};
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        sum += w[i] * x[i];
      }
    }
    return sum;
  }

  /** {@code sqrt(x*x) (= |x|)}. */
  @Answer(at = "0", vertices = "1; -1")
  static double sqrtOfSquare(double[] x) {
    return Math.sqrt(x[0] * x[0]);
  }

  /** {@code unbiased standard deviation of (x,y) (= |x-y|/sqrt(2))}. */
  @Answer(
      at = "1 1",
      vertices = "0.7071067811865476 -0.7071067811865476; -0.7071067811865476 0.7071067811865476")
  static double stdConstant(double[] x) {
    double mean = 0;
    for (double v : x) {
      mean += v;
    }
    mean /= x.length;
    double squares = 0;
    for (double v : x) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / (x.length - 1));
  }

  /** {@code (x-c_k)^2, k=argmin_k |x-c_k|, c=(-1,1)}. */
  @Answer(at = "0", vertices = "2; -2")
  static double vqMidpoint(double[] x) {
    double[] codebook = {-1, 1};
    int nearest = 0;
    for (int k = 1; k < codebook.length; k++) {
      if (Math.abs(x[0] - codebook[k]) < Math.abs(x[0] - codebook[nearest])) {
        nearest = k;
      }
    }
    double error = x[0] - codebook[nearest];
    return error * error;
  }

  /** {@code 1*s0+2*s1+3*s2, s=sort(x)}. */
  @Answer(at = "1 1 0", vertices = "2 3 1; 3 2 1")
  static double weightedSortTie(double[] x) {
    double[] s = x.clone();
    Arrays.sort(s);
    return 1 * s[0] + 2 * s[1] + 3 * s[2];
  }

  /** {@code q=(x!=0 ? y/x : 7): q*x*x (= x*y)}. */
  @Answer(at = "0 2", gradient = "2 0")
  static double whereDivMasked(double[] x) {
    double ratio = x[1] / x[0];
    double q = x[0] != 0 ? ratio : 7;
    return q * x[0] * x[0];
  }

  /** {@code x>0 ? sqrt(x) : x}. */
  @Answer(at = "-1", gradient = "1")
  static double whereSqrtMasked(double[] x) {
    double root = Math.sqrt(x[0]);
    return x[0] > 0 ? root : x[0];
  }

  /** {@code x*|x|}. */
  @Answer(at = "0", gradient = "0")
  static double xAbsX(double[] x) {
    return x[0] * Math.abs(x[0]);
  }

  /** {@code x*sqrt(|x|)}. */
  @Answer(at = "0", gradient = "0")
  static double xSqrtAbs(double[] x) {
    return x[0] * Math.sqrt(Math.abs(x[0]));
  }

  // ---- what the methods above share

  private static double relu(double z) {
    return z > 0 ? z : 0;
  }

  private static double max(double[] v) {
    double max = v[0];
    for (int i = 1; i < v.length; i++) {
      max = Math.max(max, v[i]);
    }
    return max;
  }

  private static double min(double[] v) {
    double min = v[0];
    for (int i = 1; i < v.length; i++) {
      min = Math.min(min, v[i]);
    }
    return min;
  }

  private static int argmax(double[] v) {
    int best = 0;
    for (int i = 1; i < v.length; i++) {
      if (v[i] > v[best]) {
        best = i;
      }
    }
    return best;
  }

  private static double median(double[] v) {
    double[] s = v.clone();
    for (int i = 1; i < s.length; i++) {
      double key = s[i];
      int j = i - 1;
      while (j >= 0 && s[j] > key) {
        s[j + 1] = s[j];
        j--;
      }
      s[j + 1] = key;
    }
    return s[s.length / 2];
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double e : v) {
      sum += e * e;
    }
    return Math.sqrt(sum);
  }
}
