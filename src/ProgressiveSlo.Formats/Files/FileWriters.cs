using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Writes many files whole, a few at a time: most of the time of a write is waiting for the disk to say that it has the bytes, and
/// disks serve several such waits as one.
/// </summary>
public sealed class FileWriters : IDisposable
{
    // More of them only get in each other's way on a journaling file system.
    private const int Threads = 4;
    private const int Ahead = 64;

    private readonly BlockingCollection<PendingWrite> _queue = new(Ahead);
    private readonly Queue<PendingWrite> _pending = new();
    private readonly List<Thread> _threads = [];

    /// <summary>Hands a file over to be written; waits while too many are ahead of it.</summary>
    /// <param name="path">Full path; folders that are missing are made. A file that is there is replaced.</param>
    /// <param name="text">The text.</param>
    /// <returns>Files that are done by now, in the order in which they were handed over.</returns>
    public IEnumerable<FileWritten> Write(string path, string text)
    {
        if (_threads.Count < Threads)
            Start();
        var write = new PendingWrite(path, text);
        _queue.Add(write);
        _pending.Enqueue(write);
        return Finished(wait: false);
    }

    /// <summary>Waits for all files.</summary>
    /// <returns>Files that are done by now, in the order in which they were handed over.</returns>
    public IEnumerable<FileWritten> Complete() => Finished(wait: true);

    /// <summary>Waits for what was handed over and ends the threads.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _queue.Dispose();
        foreach (var write in _pending)
            write.Dispose();
    }

    private IEnumerable<FileWritten> Finished(bool wait)
    {
        while (_pending.Count > 0 && (wait || _pending.Count >= Ahead || _pending.Peek().IsDone))
        {
            using var write = _pending.Dequeue();
            yield return write.Result();
        }
    }

    private void Start()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "slo export" };
        _threads.Add(thread);
        thread.Start();
    }

    private void Work()
    {
        foreach (var write in _queue.GetConsumingEnumerable())
            write.Run();
    }

    private sealed class PendingWrite(string path, string text) : IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private Exception? _error;

        public bool IsDone => _done.IsSet;

        public void Run()
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                AtomicFile.Write(path, overwrite: true, output => output.Write(text));
            }
            catch (Exception e)
            {
                // Whatever it is, it belongs to whoever handed the file over, and must not end the process from a thread of ours.
                _error = e;
            }
            finally
            {
                _done.Set();
            }
        }

        public FileWritten Result()
        {
            _done.Wait();
            return new FileWritten(path, _error);
        }

        public void Dispose() => _done.Dispose();
    }
}
