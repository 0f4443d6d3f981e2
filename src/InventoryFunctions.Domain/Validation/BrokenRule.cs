namespace InventoryFunctions.Domain.Validation;

/// <summary>One rule that input breaks: which field, and what is asked of it, in words a person can act on.</summary>
/// <param name="Field">The field as the caller wrote it, e.g. <c>stock</c>.</param>
/// <param name="Rule">What the field must be, e.g. "must be a whole number from 0 to 1,000,000,000".</param>
public sealed record BrokenRule(string Field, string Rule)
{
    /// <inheritdoc />
    public override string ToString() => $"{Field} {Rule}";
}
