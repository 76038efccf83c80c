using ProgressiveSlo.Formats.Files;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class FileBatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-batch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Many_files_are_written_and_told_of_in_order()
    {
        var told = new List<FileWriteResult>();
        using (var batch = new FileBatch())
        {
            for (var i = 0; i < 300; i++)
                told.AddRange(batch.Add(PathOf($"f{i % 3}/{i}.yaml"), $"text {i}\n"));
            told.AddRange(batch.Complete());
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(i => PathOf($"f{i % 3}/{i}.yaml")), told.Select(t => t.Path));
        Assert.All(told, t => Assert.Null(t.Error));
        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal($"text {i}\n", File.ReadAllText(PathOf($"f{i % 3}/{i}.yaml"))));
        Assert.Equal(300, Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public void A_file_that_cannot_be_written_does_not_stop_the_others()
    {
        File.WriteAllText(PathOf("file"), "");
        using var batch = new FileBatch();
        var told = batch.Add(PathOf("file/a.yaml"), "a").Concat(batch.Add(PathOf("b.yaml"), "b")).Concat(batch.Complete()).ToArray();

        Assert.IsType<IOException>(told[0].Error);
        Assert.Null(told[1].Error);
        Assert.Equal("b", File.ReadAllText(PathOf("b.yaml")));
    }

    [Fact]
    public void A_batch_that_is_not_completed_leaves_nothing_behind()
    {
        File.WriteAllText(PathOf("0.yaml"), "old");
        using (var batch = new FileBatch())
        {
            for (var i = 0; i < 20; i++)
                batch.Add(PathOf($"{i}.yaml"), "new");
        }

        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFileSystemEntries(_folder))));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
