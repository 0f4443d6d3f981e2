using InventoryFunctions.PurchaseOrders;

namespace InventoryFunctions.Tests.PurchaseOrders;

public sealed class PurchaseOrderOptionsTests
{
    [Fact]
    public void Defaults_AreADayThreeDaysAndAMonth()
    {
        PurchaseOrderOptions options = new();

        Assert.True(new PurchaseOrderOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromDays(30)), (options.Remind, options.Expire));
        Assert.Null(options.Escalate);
        Assert.Equal(TimeSpan.FromDays(3), new PurchaseOrderOptions { EscalationEmail = "boss@example.com" }.Escalate);
    }

    [Theory]
    [InlineData(nameof(PurchaseOrderOptions.RemindAfter), "30")]
    [InlineData(nameof(PurchaseOrderOptions.RemindAfter), "36:00:00")]
    [InlineData(nameof(PurchaseOrderOptions.RemindAfter), "00:00:59")]
    [InlineData(nameof(PurchaseOrderOptions.RemindAfter), "")]
    [InlineData(nameof(PurchaseOrderOptions.EscalateAfter), "-1.00:00:00")]
    [InlineData(nameof(PurchaseOrderOptions.EscalateAfter), "soon")]
    [InlineData(nameof(PurchaseOrderOptions.ExpireAfter), "366.00:00:00")]
    [InlineData(nameof(PurchaseOrderOptions.EscalationEmail), "the boss")]
    [InlineData(nameof(PurchaseOrderOptions.EscalationEmail), "Boss <boss@example.com>")]
    public void Setting_NobodyCanHaveMeant_IsRefusedByName(string setting, string value)
    {
        PurchaseOrderOptions options = new();
        typeof(PurchaseOrderOptions).GetProperty(setting)!.SetValue(options, value);

        string failure = Assert.Single(new PurchaseOrderOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith($"PurchaseOrders__{setting} must be ", failure, StringComparison.Ordinal);
        Assert.EndsWith($"it is '{value}'.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Escalation_WhenNobodyCanDecideAnyMore_IsRefused()
    {
        PurchaseOrderOptions options = new() { EscalateAfter = "1.00:00:00", ExpireAfter = "1.00:00:00" };
        Assert.True(new PurchaseOrderOptionsValidator().Validate(null, options).Succeeded);

        options.EscalationEmail = "boss@example.com";

        Assert.Equal(
            "PurchaseOrders__EscalateAfter must be shorter than PurchaseOrders__ExpireAfter, after which nobody can decide any more; they are '1.00:00:00' and '1.00:00:00'.",
            Assert.Single(new PurchaseOrderOptionsValidator().Validate(null, options).Failures!));
    }
}
