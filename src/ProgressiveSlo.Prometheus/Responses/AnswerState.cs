namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>Where in an answer the reader is.</summary>
internal enum AnswerState
{
    Start,
    Top,
    Status,
    ErrorType,
    Error,
    Notes,
    Note,
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
