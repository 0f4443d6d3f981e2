using InventoryFunctions.Notifications;

namespace InventoryFunctions.Tests.Notifications;

public sealed class NotificationTextTests
{
    private static readonly Notification Hostile = new()
    {
        Id = "n1",
        Subject = "Low\r\nBcc: <b>everybody</b>",
        Message = "<script>alert(1)</script>\nsecond line",
        Time = default,
        Link = new Uri("https://shop.example/decision?token=a&b=\"c"),
    };

    [Fact]
    public void Subject_WithLineBreaks_IsOneLine() => Assert.Equal("Low  Bcc: <b>everybody</b>", NotificationText.Subject(Hostile));

    [Fact]
    public void Subject_Endless_IsCut() => Assert.Equal(200, NotificationText.Subject(Hostile with { Subject = new string('x', 5000) }).Length);

    [Fact]
    public void Html_OfHostileText_HoldsItAsText()
    {
        string html = NotificationText.Html(Hostile);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;<br>second line", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://shop.example/decision?token=a&amp;b=%22c\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_WithForcedDirection_TurnNothingAround()
    {
        Notification forced = Hostile with { Subject = "50 of \u202Eeno", Message = "order \u2067o-1 lacks 50" };

        Assert.Equal("50 of eno", NotificationText.Subject(forced));
        Assert.StartsWith("order o-1 lacks 50\n", NotificationText.Plain(forced), StringComparison.Ordinal);
        Assert.Contains("<p>order o-1 lacks 50</p>", NotificationText.Html(forced), StringComparison.Ordinal);
    }

    [Fact]
    public void OperationId_OfANotification_IsAlwaysTheSame()
    {
        Guid id = NotificationText.OperationId(Hostile);

        Assert.Equal(id, NotificationText.OperationId(Hostile with { Subject = "other" }));
        Assert.NotEqual(id, NotificationText.OperationId(Hostile with { Id = "n2" }));
        Assert.Equal(8, id.Version);
    }
}
