using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Callbacks;

/// <summary>The body of <c>POST /tasks/{token}/failure</c>. The limits are those of Step Functions' SendTaskFailure.</summary>
/// <param name="Error">What went wrong, in a word; at most <see cref="MaxError"/> characters.</param>
/// <param name="Cause">Why; at most <see cref="MaxCause"/> characters.</param>
public sealed record TaskFailure(string? Error = null, string? Cause = null)
{
    /// <summary>The most characters of an error.</summary>
    public const int MaxError = 256;

    /// <summary>The most characters of a cause; Table Storage bears no more in a property either.</summary>
    public const int MaxCause = 32_768;

    /// <summary>Every rule that it breaks.</summary>
    internal IReadOnlyList<BrokenRule> Check()
    {
        List<BrokenRule> broken = [];
        CheckLength("error", Error, MaxError);
        CheckLength("cause", Cause, MaxCause);
        return broken;

        void CheckLength(string field, string? text, int most)
        {
            if (text?.Length > most)
            {
                broken.Add(new BrokenRule(field, FormattableString.Invariant($"must be at most {most:N0} characters; it has {text.Length:N0}")));
            }
        }
    }
}
