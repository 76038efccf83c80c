using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace ProgressiveSlo.Fuzz;

/// <summary>
/// Says in a file which input is at work. It is still there when the process has died of the input (the stack has an end), and what has
/// no end is given up by its processor time.
/// </summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Width = 80;

    private static readonly TimeSpan _most = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly Timer _timer;
    private string _now = "";
    private string _seen = "";
    private TimeSpan _since;

    public CurrentInput(string folder)
    {
        _path = Path.Combine(folder, FormattableString.Invariant($"current-{Environment.ProcessId}.txt"));
        _file = File.OpenHandle(_path, FileMode.Create, FileAccess.Write, FileShare.Read);
        _timer = new Timer(_ => Look(), null, _look, _look);
    }

    /// <summary>Another input begins.</summary>
    public void Set(string name)
    {
        Volatile.Write(ref _now, name);
        RandomAccess.Write(_file, Encoding.UTF8.GetBytes(name.PadRight(Width) + "\n"), 0);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }

    private void Look()
    {
        var (now, work) = (Volatile.Read(ref _now), Environment.CpuUsage.TotalTime);
        if (!ReferenceEquals(now, _seen))
        {
            (_seen, _since) = (now, work);
            return;
        }

        if (work - _since < _most)
            return;
        Console.WriteLine($"failed {now}\n  It has no end, or takes more than {_most} of processor time.");
        Console.WriteLine("Fuzz: 0 passed, 1 failed, 0 skipped");
        Environment.Exit(1);
    }
}
