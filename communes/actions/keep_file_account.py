"""The portal's own account: what commands do is done in its name. Nobody can log in with it."""

from django.db import transaction

from communes.models import User

USERNAME = "nhap-tep"


@transaction.atomic
def file_account() -> User:
    """Return the account "nhập từ tệp", made on first use: without a password, a role or a way in."""
    user, is_new = User.objects.get_or_create(
        username=USERNAME, defaults={"display_name": "nhập từ tệp", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=("password",))
    return user
