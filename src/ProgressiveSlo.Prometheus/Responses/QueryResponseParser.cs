using System.Text.Json;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>
/// Follows the tokens of an answer and gives away each series when it is whole. It keeps one series at a time, and takes the
/// members of an object in any order. Format: Prometheus, HTTP API, "Format overview".
/// </summary>
internal sealed class QueryResponseParser
{
    private const int MostNotes = 100;
    private const int MostSamples = 2_000_000;

    // Far above what a server answers; each one costs a few bytes until the answer is read.
    private const int MostSeries = 1_000_000;

    private readonly ISeriesSink _sink;
    private readonly SampleSeries _series = new();
    private readonly LabelNameCache _names = new();
    private readonly RulesResponseParser? _rules;
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly SeenHashes _known = new();
    private QueryResponseState _state = QueryResponseState.Start;
    private QueryResponseState _return;
    private bool _areWarnings;
    private int _depth;
    private double _time;
    private double _value;
    private string _label = "";

    public QueryResponseParser(ISeriesSink sink)
    {
        _sink = sink;
        _rules = sink is IRuleSink rules ? new RulesResponseParser(rules) : null;
    }

    public bool IsDone => _state == QueryResponseState.Done;

    public string? Status { get; private set; }

    public string? ErrorType { get; private set; }

    public string? Error { get; private set; }

    public bool HasResult { get; private set; }

    /// <summary>Warnings and infos.</summary>
    public List<ServerNote> Notes { get; } = [];

    public void Process(ref Utf8JsonReader reader)
    {
        var token = reader.TokenType;
        switch (_state)
        {
            // Nearly all tokens are those of samples, so these come first.
            case QueryResponseState.PairTime when token == JsonTokenType.Number:
                _time = Number(reader.ValueSpan);
                _state = QueryResponseState.PairNumber;
                return;
            case QueryResponseState.PairNumber when token is JsonTokenType.String or JsonTokenType.Number:
                _value = Number(reader.ValueSpan);
                _state = QueryResponseState.PairEnd;
                return;
            case QueryResponseState.PairNumber when token == JsonTokenType.Null:
                _value = double.NaN;
                _state = QueryResponseState.PairEnd;
                return;
            case QueryResponseState.PairEnd when token == JsonTokenType.EndArray:
                if (_series.Count == MostSamples)
                    throw new MalformedResponseException("a series has more than two million samples");
                if (_series.Count > 0 && !(_time > _series.Times[_series.Count - 1]))
                    throw new MalformedResponseException("the samples of a series are not in the order of time, or two have one time");
                _series.AddSample(_time, _value);
                _state = _return;
                return;
            case QueryResponseState.Values when token == JsonTokenType.StartArray:
                _return = QueryResponseState.Values;
                _state = QueryResponseState.PairTime;
                return;
            case QueryResponseState.Values when token == JsonTokenType.EndArray:
                _state = QueryResponseState.Series;
                return;
            case QueryResponseState.SkipValue:
                SkipValue(token);
                return;
            case QueryResponseState.Skip:
                Skip(token);
                return;
            case QueryResponseState.Groups:
                if (_rules!.Process(ref reader))
                    _state = QueryResponseState.Data;
                return;
            case <= QueryResponseState.ResultType:
                ProcessEnvelope(ref reader, token);
                return;
            default:
                ProcessResult(ref reader, token);
                return;
        }
    }

    private void ProcessEnvelope(ref Utf8JsonReader reader, JsonTokenType token)
    {
        switch (_state, token)
        {
            case (QueryResponseState.Start, JsonTokenType.StartObject):
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.Top, JsonTokenType.PropertyName):
                _state = Member(reader.GetString()!);
                break;
            case (QueryResponseState.Top, JsonTokenType.EndObject):
                _state = QueryResponseState.Done;
                break;
            case (QueryResponseState.Status, JsonTokenType.String):
                Status = reader.GetString();
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.ErrorType, JsonTokenType.String):
                ErrorType = reader.GetString();
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.Error, JsonTokenType.String):
                Error = reader.GetString();
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.Notes, JsonTokenType.StartArray):
                _state = QueryResponseState.Note;
                break;
            case (QueryResponseState.Note, JsonTokenType.String):
                if (Notes.Count < MostNotes)
                    Notes.Add(new ServerNote(reader.GetString()!, _areWarnings));
                break;
            case (QueryResponseState.IsPartial, JsonTokenType.True):
                Notes.Add(ServerNote.PartialAnswer);
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.IsPartial, JsonTokenType.False or JsonTokenType.Null):
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.Note, JsonTokenType.EndArray):
            case (
                QueryResponseState.Notes
                    or QueryResponseState.DataValue
                    or QueryResponseState.Error
                    or QueryResponseState.ErrorType,
                JsonTokenType.Null
            ):
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.DataValue, JsonTokenType.StartObject):
                _state = QueryResponseState.Data;
                break;
            case (QueryResponseState.Data, JsonTokenType.PropertyName):
                _state = DataMember(reader.GetString()!);
                break;
            case (QueryResponseState.Data, JsonTokenType.EndObject):
                _state = QueryResponseState.Top;
                break;
            case (QueryResponseState.ResultType, JsonTokenType.String):
                if (reader.GetString() is not ("vector" or "matrix" or "scalar"))
                    throw new MalformedResponseException("its result is neither vector, matrix nor scalar");
                _state = QueryResponseState.Data;
                break;
            default:
                throw Unexpected();
        }
    }

    private void ProcessResult(ref Utf8JsonReader reader, JsonTokenType token)
    {
        switch (_state, token)
        {
            case (QueryResponseState.ResultValue, JsonTokenType.StartArray):
                HasResult = true;
                _state = QueryResponseState.Result;
                break;
            case (QueryResponseState.ResultValue, JsonTokenType.Null):
                // A null slice of Go: no series.
                HasResult = true;
                _state = QueryResponseState.Data;
                break;
            case (QueryResponseState.Result, JsonTokenType.StartObject):
                _series.Clear();
                _state = QueryResponseState.Series;
                break;
            case (QueryResponseState.Result, JsonTokenType.EndArray):
                _state = QueryResponseState.Data;
                break;
            case (QueryResponseState.Result, JsonTokenType.Number):
                _series.Clear();
                _time = Number(reader.ValueSpan);
                _state = QueryResponseState.ScalarValue;
                break;
            case (QueryResponseState.ScalarValue, JsonTokenType.String or JsonTokenType.Number):
                _series.AddSample(_time, Number(reader.ValueSpan));
                _state = QueryResponseState.ScalarEnd;
                break;
            case (QueryResponseState.ScalarEnd, JsonTokenType.EndArray):
                _sink.Add(_series);
                _state = QueryResponseState.Data;
                break;
            case (QueryResponseState.Series, JsonTokenType.PropertyName):
                _state = SeriesMember(ref reader);
                break;
            case (QueryResponseState.Series, JsonTokenType.EndObject):
                CheckSeries();
                _sink.Add(_series);
                _state = QueryResponseState.Result;
                break;
            case (QueryResponseState.LabelsValue, JsonTokenType.StartObject):
                _state = QueryResponseState.Labels;
                break;
            case (QueryResponseState.Labels, JsonTokenType.PropertyName):
                _label = _names.Read(ref reader);
                _state = QueryResponseState.LabelValue;
                break;
            case (QueryResponseState.Labels, JsonTokenType.EndObject):
                _state = QueryResponseState.Series;
                break;
            case (QueryResponseState.LabelValue, JsonTokenType.String):
                if (!_series.AddLabel(_label, reader.GetString()!))
                    throw new MalformedResponseException("a series has a label twice");
                _state = QueryResponseState.Labels;
                break;
            case (QueryResponseState.ValueValue, JsonTokenType.StartArray):
                _return = QueryResponseState.Series;
                _state = QueryResponseState.PairTime;
                break;
            case (QueryResponseState.ValuesValue, JsonTokenType.StartArray):
                _state = QueryResponseState.Values;
                break;
            default:
                throw Unexpected();
        }
    }

    private QueryResponseState Member(string name)
    {
        if (!_members.Add(name))
            throw new MalformedResponseException("it has a member twice");
        return name switch
        {
            "status" => QueryResponseState.Status,
            "errorType" => QueryResponseState.ErrorType,
            "error" => QueryResponseState.Error,
            "data" => QueryResponseState.DataValue,
            "warnings" => NotesOf(areWarnings: true),
            "infos" => NotesOf(areWarnings: false),
            "isPartial" => QueryResponseState.IsPartial,
            _ => SkipThenReturnTo(QueryResponseState.Top),
        };
    }

    private QueryResponseState NotesOf(bool areWarnings)
    {
        _areWarnings = areWarnings;
        return QueryResponseState.Notes;
    }

    private QueryResponseState DataMember(string name)
    {
        if (!_members.Add("data." + name))
            throw new MalformedResponseException("its data have a member twice");
        return name switch
        {
            "resultType" => QueryResponseState.ResultType,
            "result" => QueryResponseState.ResultValue,
            "groups" when _rules is not null => Groups(),
            _ => SkipThenReturnTo(QueryResponseState.Data),
        };
    }

    private QueryResponseState Groups()
    {
        HasResult = true;
        return QueryResponseState.Groups;
    }

    private QueryResponseState SeriesMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("metric"u8))
            return _series.Labels.Count == 0
                ? QueryResponseState.LabelsValue
                : throw new MalformedResponseException("a series has its labels twice");
        var one = reader.ValueTextEquals("value"u8);
        if (!one && !reader.ValueTextEquals("values"u8))
            return SkipThenReturnTo(QueryResponseState.Series);
        if (_series.Count > 0)
            throw new MalformedResponseException("a series has its samples twice");
        return one ? QueryResponseState.ValueValue : QueryResponseState.ValuesValue;
    }

    // PromQL gives each set of labels once; added up, a second one would count its events twice.
    private void CheckSeries()
    {
        if (_known.Count == MostSeries)
            throw new MalformedResponseException("it has more than a million series");
        if (!_known.Add(_series.LabelHash))
            throw new MalformedResponseException("a series is duplicated");
    }

    private QueryResponseState SkipThenReturnTo(QueryResponseState state)
    {
        _return = state;
        return QueryResponseState.SkipValue;
    }

    private void SkipValue(JsonTokenType token)
    {
        _depth = 1;
        _state = token is JsonTokenType.StartArray or JsonTokenType.StartObject ? QueryResponseState.Skip : _return;
    }

    private void Skip(JsonTokenType token)
    {
        if (token is JsonTokenType.StartArray or JsonTokenType.StartObject)
            _depth++;
        else if (token is JsonTokenType.EndArray or JsonTokenType.EndObject && --_depth == 0)
            _state = _return;
    }

    private static double Number(ReadOnlySpan<byte> text) =>
        SampleNumber.TryParse(text, out var value) ? value : throw new MalformedResponseException("a sample is not a number");

    private static MalformedResponseException Unexpected() => new("its JSON has another form");
}

/// <summary>What a server says beside an answer.</summary>
/// <param name="Text">Its words.</param>
/// <param name="IsWarning">Whether it warns; a note says nothing about what is missing.</param>
internal sealed record ServerNote(string Text, bool IsWarning)
{
    // Notes of the engine about a query came as warnings before there was a list for them, and warnings of it are about its series.
    private const string Engine = "PromQL ";
    private const string EngineNote = "PromQL info";

    /// <summary>What VictoriaMetrics says with a member of its own.</summary>
    public static ServerNote PartialAnswer { get; } = new("The answer is partial: some storage nodes did not answer", IsWarning: true);

    /// <summary>Whether the numbers of the answer are in doubt.</summary>
    public bool IsDoubt => IsWarning && !Text.StartsWith(EngineNote, StringComparison.Ordinal);

    /// <summary>Whether series may be missing: Thanos and Mimir say as a warning which of their stores did not answer.</summary>
    public bool IsPartial => IsWarning && !Text.StartsWith(Engine, StringComparison.Ordinal);
}

/// <summary>Where in an answer the reader is.</summary>
internal enum QueryResponseState
{
    Start,
    Top,
    Status,
    ErrorType,
    Error,
    Notes,
    Note,
    IsPartial,
    DataValue,
    Data,
    ResultType,
    ResultValue,
    Result,
    ScalarValue,
    ScalarEnd,
    Series,
    LabelsValue,
    Labels,
    LabelValue,
    ValueValue,
    ValuesValue,
    Values,
    PairTime,
    PairNumber,
    PairEnd,
    SkipValue,
    Skip,
    Groups,
    Done,
}

/// <summary>What is wrong with an answer; the reader adds whose it is and how it begins.</summary>
internal sealed class MalformedResponseException : Exception
{
    public MalformedResponseException(string message)
        : base(message) { }
}
