using System.Threading.Tasks;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Writes many files, each whole or not at all. A batch of them is written beside its places, while the caller makes the next ones;
/// brought to the disk in one go; and then put in place. Waiting for the disk once for each file would take most of the time.
/// </summary>
public sealed class FileBatch : IDisposable
{
    private const int Most = 256;

    private readonly List<(string Path, Task<TemporaryFile> Staged)> _files = [];
    private readonly StaleFiles _stale = new();

    /// <summary>Removes what killed runs have left beside a file that stays as it is; those beside added files go with them.</summary>
    /// <param name="path">Full path.</param>
    public void Sweep(string path) => _stale.SweepBeside(path);

    /// <summary>Adds a file; folders that are missing are made, and a file that is there is replaced.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="text">The text.</param>
    /// <returns>Files that are done now, in the order in which they were added.</returns>
    public IReadOnlyList<FileWriteResult> Add(string path, string text)
    {
        _stale.SweepBeside(path);
        _files.Add((path, Task.Run(() => Stage(path, text))));
        return _files.Count < Most ? [] : Complete();
    }

    /// <summary>Puts all files in their places.</summary>
    /// <returns>Files that are done now, in the order in which they were added.</returns>
    public IReadOnlyList<FileWriteResult> Complete()
    {
        var staged = _files.Select(f => (f.Path, Outcome: Wait(f.Staged))).ToArray();
        _files.Clear();
        DiskFlush.Flush(staged.Select(s => s.Outcome.File).OfType<TemporaryFile>().ToArray());
        return staged.Select(s => new FileWriteResult(s.Path, s.Outcome.File is { } file ? Commit(file) : s.Outcome.Error)).ToArray();
    }

    /// <summary>Removes what was not put in its place.</summary>
    public void Dispose()
    {
        foreach (var (_, staged) in _files)
            Wait(staged).File?.Dispose();
        _files.Clear();
    }

    private static TemporaryFile Stage(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return TemporaryFile.Write(path, overwrite: true, flush: false, output => output.Write(text));
    }

    private static (TemporaryFile? File, Exception? Error) Wait(Task<TemporaryFile> staged)
    {
        try
        {
            return (staged.GetAwaiter().GetResult(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e);
        }
    }

    private static Exception? Commit(TemporaryFile file)
    {
        try
        {
            file.Commit();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}

/// <summary>A file that was handed over to be written.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Error">Why it could not be written, or null when it was; whatever was there before is untouched then.</param>
public sealed record FileWriteResult(string Path, Exception? Error);
