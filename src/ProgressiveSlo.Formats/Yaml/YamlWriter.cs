using System;
using System.IO;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>Writes one YAML document for people: block style, keys in the order of the calls, quotes only where a reader could mistake the text.</summary>
internal sealed class YamlWriter
{
    // Long lines stay whole: a diff of one sentence is then one line.
    private static readonly EmitterSettings _settings = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, newLine: "\n");

    // Events that say the same each time; rule files have a hundred thousand of each.
    private static readonly ParsingEvent _streamStart = new StreamStart();
    private static readonly ParsingEvent _streamEnd = new StreamEnd();
    private static readonly ParsingEvent _documentEnd = new DocumentEnd(isImplicit: true);
    private static readonly ParsingEvent _mapStart = new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Block);
    private static readonly ParsingEvent _mapEnd = new MappingEnd();
    private static readonly ParsingEvent _listStart = new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block);
    private static readonly ParsingEvent _listEnd = new SequenceEnd();

    private readonly Emitter _emitter;
    private readonly TextWriter _output;

    public YamlWriter(TextWriter output)
    {
        _output = output;
        _emitter = new Emitter(output, _settings);
        _emitter.Emit(_streamStart);
    }

    /// <summary>Writes comment lines above the document; call it before <see cref="BeginDocument"/>.</summary>
    public void Comment(params string[] lines)
    {
        foreach (var line in lines)
            _output.Write("# " + line + "\n");
    }

    /// <summary>Begins the document.</summary>
    /// <param name="marked">Whether to write <c>---</c>, so that documents may follow each other in one stream.</param>
    public void BeginDocument(bool marked = false)
    {
        _emitter.Emit(new DocumentStart(null, null, isImplicit: !marked));
        BeginMap();
    }

    public void EndDocument()
    {
        EndMap();
        _emitter.Emit(_documentEnd);
        _emitter.Emit(_streamEnd);
    }

    public void BeginMap() => _emitter.Emit(_mapStart);

    public void EndMap() => _emitter.Emit(_mapEnd);

    public void BeginList() => _emitter.Emit(_listStart);

    public void EndList() => _emitter.Emit(_listEnd);

    public void Key(string key) => Text(key);

    public void Pair(string key, string value)
    {
        Key(key);
        Text(value);
    }

    /// <summary>Writes the pair when there is a value.</summary>
    public void OptionalPair(string key, string? value)
    {
        if (value is not null)
            Pair(key, value);
    }

    public void Pair(string key, decimal value) => PlainPair(key, NumberText.Plain(value));

    public void Pair(string key, double value) => PlainPair(key, NumberText.Plain(value));

    public void Pair(string key, bool value) => PlainPair(key, value ? "true" : "false");

    public void Pair(string key, TimeSpan value) => PlainPair(key, PrometheusDuration.Format(value));

    public void DatePair(string key, DateTime value) => PlainPair(key, UtcTime.DateText(value));

    public void TimePair(string key, DateTime value) => PlainPair(key, UtcTime.Text(value));

    public void Text(string value) => Scalar(value, PlainText.IsSafe(value) ? ScalarStyle.Plain : PlainText.IsOneLine(value) ? ScalarStyle.SingleQuoted : ScalarStyle.DoubleQuoted);

    /// <summary>Writes text that may have several lines as a block, line by line; text on one line as <see cref="Text"/> does.</summary>
    public void Lines(string value)
    {
        if (value.IndexOf('\n') < 0 || !PlainText.IsBlock(value))
            Text(value);
        else
            Scalar(value, ScalarStyle.Literal);
    }

    /// <summary>Writes a value that is no word or number to any reader, such as a duration, without quotes.</summary>
    public void PlainPair(string key, string value)
    {
        Key(key);
        Scalar(value, ScalarStyle.Plain);
    }

    private void Scalar(string value, ScalarStyle style) =>
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));
}
