using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace ProgressiveSlo.Testing;

/// <summary>
/// What code costs, as processor time and not as time on a clock: it stays the same however much else the machine has to do.
/// </summary>
public static class Work
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;

    private static readonly TimeSpan _least = TimeSpan.FromMilliseconds(1);

    /// <summary>The least processor time of this thread that an action takes in some rounds.</summary>
    /// <param name="action">Works on the calling thread alone.</param>
    /// <param name="rounds">How often it is run; caches and the collector make some rounds dearer than others.</param>
    public static TimeSpan Least(Action action, int rounds = 3)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < rounds; i++)
        {
            var before = OfThisThread();
            action();
            var work = OfThisThread() - before;
            least = work < least ? work : least;
        }

        return least;
    }

    /// <summary>
    /// How many times the work of a small input a large one takes. Less than a millisecond is too little to compare with.
    /// </summary>
    public static double Ratio(TimeSpan large, TimeSpan small) => large / (small < _least ? _least : small);

    /// <summary>Runs an action that may have no end: one that takes too much processor time is given up, and is an error.</summary>
    /// <param name="action">The action.</param>
    /// <param name="most">What this process may spend meanwhile, with all that runs beside the action.</param>
    /// <param name="describe">What the action is busy with, for the error.</param>
    /// <exception cref="InvalidOperationException">It took more.</exception>
    public static async Task WithinAsync(Action action, TimeSpan most, Func<string> describe)
    {
        var start = Environment.CpuUsage.TotalTime;
        var work = Task.Run(action);
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(200))) != work)
        {
            if (Environment.CpuUsage.TotalTime - start > most)
                throw new InvalidOperationException($"It has no end, or takes more than {most} of processor time: {describe()}");
        }

        await work;
    }

    /// <summary>The processor time that this thread has taken so far.</summary>
    public static TimeSpan OfThisThread()
    {
        if (OperatingSystem.IsWindows())
        {
            if (!GetThreadTimes(new IntPtr(-2), out _, out _, out var kernel, out var user))
                throw new InvalidOperationException("The system does not tell the times of this thread.");
            return TimeSpan.FromTicks(kernel + user);
        }

        if (ClockGetTime(OperatingSystem.IsMacOS() ? MacThreadClock : LinuxThreadClock, out var time) != 0)
            throw new InvalidOperationException("The system does not tell the time of this thread.");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [DllImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetThreadTimes(IntPtr thread, out long creation, out long exit, out long kernel, out long user);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
