using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>
/// Follows the tokens of an answer and gives away each series when it is whole. It keeps one series at a time, and takes the
/// members of an object in any order. Format: Prometheus, HTTP API, "Format overview".
/// </summary>
internal sealed class AnswerMachine
{
    private const int MostNotes = 100;
    private const int MostSamples = 2_000_000;

    private readonly ISeriesSink _sink;
    private readonly SampleSeries _series = new();
    private readonly LabelNames _names = new();
    private readonly RuleMachine? _rules;
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private AnswerState _state = AnswerState.Start;
    private AnswerState _return;
    private int _depth;
    private double _time;
    private double _value;
    private string _label = "";

    public AnswerMachine(ISeriesSink sink)
    {
        _sink = sink;
        _rules = sink is IRuleSink rules ? new RuleMachine(rules) : null;
    }

    public bool IsDone => _state == AnswerState.Done;

    public string? Status { get; private set; }

    public string? ErrorType { get; private set; }

    public string? Error { get; private set; }

    public bool HasResult { get; private set; }

    /// <summary>Warnings and infos.</summary>
    public List<string> Notes { get; } = [];

    public void Take(ref Utf8JsonReader reader)
    {
        var token = reader.TokenType;
        switch (_state)
        {
            // Nearly all tokens are those of samples, so these come first.
            case AnswerState.PairTime when token == JsonTokenType.Number:
                _time = Number(reader.ValueSpan);
                _state = AnswerState.PairNumber;
                return;
            case AnswerState.PairNumber when token is JsonTokenType.String or JsonTokenType.Number:
                _value = Number(reader.ValueSpan);
                _state = AnswerState.PairEnd;
                return;
            case AnswerState.PairNumber when token == JsonTokenType.Null:
                _value = double.NaN;
                _state = AnswerState.PairEnd;
                return;
            case AnswerState.PairEnd when token == JsonTokenType.EndArray:
                if (_series.Count == MostSamples)
                    throw new MalformedAnswerException("a series has more than two million samples");
                _series.AddSample(_time, _value);
                _state = _return;
                return;
            case AnswerState.Values when token == JsonTokenType.StartArray:
                _return = AnswerState.Values;
                _state = AnswerState.PairTime;
                return;
            case AnswerState.Values when token == JsonTokenType.EndArray:
                _state = AnswerState.Series;
                return;
            case AnswerState.SkipValue:
                SkipValue(token);
                return;
            case AnswerState.Skip:
                Skip(token);
                return;
            case AnswerState.Groups:
                if (_rules!.Take(ref reader))
                    _state = AnswerState.Data;
                return;
            case <= AnswerState.ResultType:
                TakeEnvelope(ref reader, token);
                return;
            default:
                TakeResult(ref reader, token);
                return;
        }
    }

    private void TakeEnvelope(ref Utf8JsonReader reader, JsonTokenType token)
    {
        switch (_state, token)
        {
            case (AnswerState.Start, JsonTokenType.StartObject):
                _state = AnswerState.Top;
                break;
            case (AnswerState.Top, JsonTokenType.PropertyName):
                _state = Member(reader.GetString()!);
                break;
            case (AnswerState.Top, JsonTokenType.EndObject):
                _state = AnswerState.Done;
                break;
            case (AnswerState.Status, JsonTokenType.String):
                Status = reader.GetString();
                _state = AnswerState.Top;
                break;
            case (AnswerState.ErrorType, JsonTokenType.String):
                ErrorType = reader.GetString();
                _state = AnswerState.Top;
                break;
            case (AnswerState.Error, JsonTokenType.String):
                Error = reader.GetString();
                _state = AnswerState.Top;
                break;
            case (AnswerState.Notes, JsonTokenType.StartArray):
                _state = AnswerState.Note;
                break;
            case (AnswerState.Note, JsonTokenType.String):
                if (Notes.Count < MostNotes)
                    Notes.Add(reader.GetString()!);
                break;
            case (AnswerState.Note, JsonTokenType.EndArray):
            case (AnswerState.Notes or AnswerState.DataValue or AnswerState.Error or AnswerState.ErrorType, JsonTokenType.Null):
                _state = AnswerState.Top;
                break;
            case (AnswerState.DataValue, JsonTokenType.StartObject):
                _state = AnswerState.Data;
                break;
            case (AnswerState.Data, JsonTokenType.PropertyName):
                _state = DataMember(reader.GetString()!);
                break;
            case (AnswerState.Data, JsonTokenType.EndObject):
                _state = AnswerState.Top;
                break;
            case (AnswerState.ResultType, JsonTokenType.String):
                if (reader.GetString() is not ("vector" or "matrix" or "scalar"))
                    throw new MalformedAnswerException("its result is neither vector, matrix nor scalar");
                _state = AnswerState.Data;
                break;
            default:
                throw Unexpected();
        }
    }

    private void TakeResult(ref Utf8JsonReader reader, JsonTokenType token)
    {
        switch (_state, token)
        {
            case (AnswerState.ResultValue, JsonTokenType.StartArray):
                HasResult = true;
                _state = AnswerState.Result;
                break;
            case (AnswerState.ResultValue, JsonTokenType.Null):
                // A null slice of Go: no series.
                HasResult = true;
                _state = AnswerState.Data;
                break;
            case (AnswerState.Result, JsonTokenType.StartObject):
                _series.Clear();
                _state = AnswerState.Series;
                break;
            case (AnswerState.Result, JsonTokenType.EndArray):
                _state = AnswerState.Data;
                break;
            case (AnswerState.Result, JsonTokenType.Number):
                _series.Clear();
                _time = Number(reader.ValueSpan);
                _state = AnswerState.ScalarValue;
                break;
            case (AnswerState.ScalarValue, JsonTokenType.String or JsonTokenType.Number):
                _series.AddSample(_time, Number(reader.ValueSpan));
                _state = AnswerState.ScalarEnd;
                break;
            case (AnswerState.ScalarEnd, JsonTokenType.EndArray):
                _sink.Add(_series);
                _state = AnswerState.Data;
                break;
            case (AnswerState.Series, JsonTokenType.PropertyName):
                _state = SeriesMember(ref reader);
                break;
            case (AnswerState.Series, JsonTokenType.EndObject):
                _sink.Add(_series);
                _state = AnswerState.Result;
                break;
            case (AnswerState.LabelsValue, JsonTokenType.StartObject):
                _state = AnswerState.Labels;
                break;
            case (AnswerState.Labels, JsonTokenType.PropertyName):
                _label = _names.Of(ref reader);
                _state = AnswerState.LabelValue;
                break;
            case (AnswerState.Labels, JsonTokenType.EndObject):
                _state = AnswerState.Series;
                break;
            case (AnswerState.LabelValue, JsonTokenType.String):
                if (!_series.AddLabel(_label, reader.GetString()!))
                    throw new MalformedAnswerException("a series has a label twice");
                _state = AnswerState.Labels;
                break;
            case (AnswerState.ValueValue, JsonTokenType.StartArray):
                _return = AnswerState.Series;
                _state = AnswerState.PairTime;
                break;
            case (AnswerState.ValuesValue, JsonTokenType.StartArray):
                _state = AnswerState.Values;
                break;
            default:
                throw Unexpected();
        }
    }

    private AnswerState Member(string name)
    {
        if (!_members.Add(name))
            throw new MalformedAnswerException("it has a member twice");
        return name switch
        {
            "status" => AnswerState.Status,
            "errorType" => AnswerState.ErrorType,
            "error" => AnswerState.Error,
            "data" => AnswerState.DataValue,
            "warnings" or "infos" => AnswerState.Notes,
            _ => SkipThenReturnTo(AnswerState.Top),
        };
    }

    private AnswerState DataMember(string name)
    {
        if (!_members.Add("data." + name))
            throw new MalformedAnswerException("its data have a member twice");
        return name switch
        {
            "resultType" => AnswerState.ResultType,
            "result" => AnswerState.ResultValue,
            "groups" when _rules is not null => Groups(),
            _ => SkipThenReturnTo(AnswerState.Data),
        };
    }

    private AnswerState Groups()
    {
        HasResult = true;
        return AnswerState.Groups;
    }

    private AnswerState SeriesMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("metric"u8))
            return _series.Labels.Count == 0 ? AnswerState.LabelsValue : throw new MalformedAnswerException("a series has its labels twice");
        var one = reader.ValueTextEquals("value"u8);
        if (!one && !reader.ValueTextEquals("values"u8))
            return SkipThenReturnTo(AnswerState.Series);
        if (_series.Count > 0)
            throw new MalformedAnswerException("a series has its samples twice");
        return one ? AnswerState.ValueValue : AnswerState.ValuesValue;
    }

    private AnswerState SkipThenReturnTo(AnswerState state)
    {
        _return = state;
        return AnswerState.SkipValue;
    }

    private void SkipValue(JsonTokenType token)
    {
        _depth = 1;
        _state = token is JsonTokenType.StartArray or JsonTokenType.StartObject ? AnswerState.Skip : _return;
    }

    private void Skip(JsonTokenType token)
    {
        if (token is JsonTokenType.StartArray or JsonTokenType.StartObject)
            _depth++;
        else if (token is JsonTokenType.EndArray or JsonTokenType.EndObject && --_depth == 0)
            _state = _return;
    }

    private static double Number(ReadOnlySpan<byte> text) =>
        SampleNumber.TryParse(text, out var value) ? value : throw new MalformedAnswerException("a sample is no number");

    private static MalformedAnswerException Unexpected() => new("its JSON has another form");
}
