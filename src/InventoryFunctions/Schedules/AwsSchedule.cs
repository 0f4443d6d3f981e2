using System.Diagnostics.CodeAnalysis;

namespace InventoryFunctions.Schedules;

/// <summary>
/// A schedule in the words of AWS EventBridge rules, <c>rate(…)</c> or <c>cron(…)</c>, that means the same instants as there: UTC, at
/// minute resolution (parity A1;
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html).
/// </summary>
public abstract class AwsSchedule
{
    private protected AwsSchedule(string expression) => Expression = expression;

    /// <summary>The expression as it was written.</summary>
    public string Expression { get; }

    /// <summary>Reads <paramref name="expression"/>.</summary>
    /// <param name="expression">E.g. <c>rate(1 hour)</c> or <c>cron(0 10 * * ? *)</c>.</param>
    /// <param name="schedule">The schedule, or null where AWS would refuse the expression.</param>
    /// <param name="brokenRule">What is wrong with the expression, in words a person can act on, or null.</param>
    public static bool TryParse(
        string? expression, [NotNullWhen(true)] out AwsSchedule? schedule, [NotNullWhen(false)] out string? brokenRule)
    {
        string text = expression?.Trim() ?? "";
        (schedule, brokenRule) = Arguments(text, "rate(") is { } rate ? RateSchedule.Read(text, rate)
            : Arguments(text, "cron(") is { } cron ? CronSchedule.Read(text, cron)
            : (null, "must be rate(value unit), e.g. rate(1 hour), or cron(minutes hours day-of-month month day-of-week year), e.g. cron(0 10 * * ? *)");
        return brokenRule is null;
    }

    /// <summary>Reads <paramref name="expression"/>.</summary>
    /// <exception cref="FormatException">AWS would refuse the expression.</exception>
    public static AwsSchedule Parse(string expression) =>
        TryParse(expression, out AwsSchedule? schedule, out string? brokenRule) ? schedule : throw new FormatException($"'{expression}' {brokenRule}");

    /// <summary>The first occurrence after <paramref name="instant"/>, or null where there is none any more.</summary>
    /// <param name="instant">Occurrences up to and including this one don't count.</param>
    /// <param name="anchor">When the schedule was first seen; a rate counts from there, as AWS counts from the rule's creation.</param>
    public abstract DateTimeOffset? NextAfter(DateTimeOffset instant, DateTimeOffset anchor);

    /// <inheritdoc />
    public override string ToString() => Expression;

    private static string? Arguments(string text, string form) =>
        text.StartsWith(form, StringComparison.Ordinal) && text.EndsWith(')') ? text[form.Length..^1] : null;
}
